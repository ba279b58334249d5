import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { injectEventBus } from '../../../lib/injection/index.ts';
import { SAMPLES } from '../samples.ts';
import { SYNTAX } from './syntax.ts';
import { sound } from '../support/sound.ts';

describe('files of every shape', () => {
  for (const [name, text] of Object.entries(SYNTAX)) {
    it(`are injected and given back to the byte: ${name}`, () => {
      sound('a.ts', text, { all: true });
      sound('a.ts', text, { all: true, separate: true });
    });
  }

  for (const { path: file, text, options } of SAMPLES) {
    it(`are injected and given back to the byte: ${file}`, () => {
      sound(file, text, options);
    });
  }

  it('of 5,000 lines keep every line', () => {
    const method = (n: number): string => `\n  /** ${n} */\n  m${n}(): number {\n    return ${n};\n  }\n`;
    const text = `export class Long {${Array.from({ length: 1000 }, (_, n) => method(n)).join('')}}\n`;
    expect(text.split('\n').length).to.be.greaterThan(5000);
    sound('long.ts', text);
  }).timeout(60_000);

  const torture = path.resolve(import.meta.dirname, '../../../../shared/torture/snippets.json');
  (existsSync(torture) ? it : it.skip)('of the shared collection are injected, or have no class', () => {
    const snippets = JSON.parse(readFileSync(torture, 'utf8')) as Record<string, string>;
    const skipped = Object.entries(snippets).filter(([, text]) => {
      if (injectEventBus({ path: 'a.ts', text }).status === 'skipped') return true;
      sound('a.ts', text);
      return false;
    });
    expect(skipped.map(([, text]) => /\bclass\b/.test(text))).to.deep.equal(skipped.map(() => false));
  });
});
