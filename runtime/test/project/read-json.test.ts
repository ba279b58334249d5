import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { detectManager, projectCommands, rangesOf, readPackageJson } from '../../src/project/index.ts';
import { projectAround } from '../../src/settings/index.ts';

describe('the JSON files of a project', () => {
  let root: string;
  const write = (name: string, text: string): void => writeFileSync(path.join(root, name), text);
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'onex-json-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('may begin with a byte order mark, and have lines that end with CRLF', () => {
    write(
      'package.json',
      '\uFEFF{\r\n "packageManager": "pnpm@10.0.0",\r\n "dependencies": {"zod": "4.6.7"}\r\n}\r\n',
    );
    write('.yo-rc.json', '\uFEFF{"generator-onex": {"name": "shop", "existingPackage": {}}}\r\n');
    expect(rangesOf(readPackageJson(root), 'dependencies')).to.deep.equal({ zod: '4.6.7' });
    expect(detectManager(root)).to.equal('pnpm');
    expect(projectCommands(root, {}).run('dev')).to.equal('pnpm run onex:dev');
    expect(projectAround(root)).to.include({ root, name: 'shop' });
  });

  it('count as absent where they are no objects', () => {
    for (const text of ['[]', 'null', '5', '"text"', '{', '']) {
      write('package.json', text);
      expect(readPackageJson(root), text).to.equal(null);
    }
    expect(readPackageJson(path.join(root, 'absent'))).to.equal(null);
  });

  it('have ranges that are texts only', () => {
    write('package.json', '{"dependencies": {"a": "1", "b": 5, "c": null}, "devDependencies": ["d"]}');
    const manifest = readPackageJson(root);
    expect(rangesOf(manifest, 'dependencies')).to.deep.equal({ a: '1' });
    expect(rangesOf(manifest, 'devDependencies')).to.deep.equal({});
    expect(rangesOf(null, 'dependencies')).to.deep.equal({});
  });
});
