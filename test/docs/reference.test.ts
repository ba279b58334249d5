import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { referenceText } from '../../scripts/reference/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Sources of a folder, without tests and templates. */
const sources = (folder: string): string[] =>
  globSync(`${folder}/**/*.ts`, { cwd: ROOT, exclude: ['**/templates/**', '**/node_modules/**'] }).map(read);

describe('docs/reference.md', () => {
  it('is what `npm run docs:reference` makes', async () => {
    const current = read('docs/reference.md');
    const hint = 'docs/reference.md is out of date; run: npm run docs:reference';
    expect(current === (await referenceText()), hint).to.equal(true);
  });

  it('names every environment variable that the sources read', () => {
    const text = read('docs/reference.md');
    const named = /\b(?:env|environment)\[\s*'([A-Z][A-Z_]+)'/g;
    const used = ['lib', 'generators', 'runtime/src'].flatMap((folder) =>
      sources(folder).flatMap((source) => [...source.matchAll(named)].map((match) => match[1] as string)),
    );
    expect(used).to.include('KAFKA_SASL_MECHANISM');
    const ofTheSystem = new Set(['HOME', 'USERPROFILE', 'PATH', 'XDG_CACHE_HOME', 'LOCALAPPDATA']);
    const missing = [...new Set(used)].filter((name) => !ofTheSystem.has(name) && !text.includes(name));
    expect(missing).to.deep.equal([]);
  });
});
