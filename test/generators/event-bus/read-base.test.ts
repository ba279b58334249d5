import { readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  createBaseReader,
  UnreadableBase,
  type RunText,
} from '../../../generators/event-bus/files/read-base.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { write } from './injected-files/support.ts';

describe('a base class that a file imports', () => {
  let root = '';
  let asked: string[] = [];
  let onDisk: string[] = [];
  beforeEach(async () => {
    root = await folder();
    [asked, onDisk] = [[], []];
  });
  afterEach(removeFolders);

  /** The resolver of `store.ts`; `denied` cannot be read. */
  function resolverOf(of: Readonly<Record<string, RunText>> = {}, denied = '') {
    return createBaseReader({
      root,
      textOfRun(file) {
        asked.push(file);
        return of[file.slice(root.length + 1)] ?? null;
      },
      readFile(file) {
        onDisk.push(file);
        if (file === join(root, denied)) throw new Error('EACCES');
        return readFileSync(file, 'utf8');
      },
    });
  }

  it('is looked for once in files that pass each other on', () => {
    const all = "export * from './a.js';\nexport * from './b.js';\nexport * from './c.js';\n";
    for (const name of ['a', 'b', 'c']) write(root, { [`${name}.ts`]: all });
    write(root, { 'd.ts': `${all}export class Other {}\n` });
    const read = resolverOf()(join(root, 'store.ts'));
    expect(read('./a.js', 'Base')).to.equal(null);
    expect(asked).to.have.length(3);
    expect(read('./d.js', 'Other')?.members).to.deep.equal([]);
  });

  it('is read once for all files of a run, and those that do not name it are not settled for it', () => {
    const names = Array.from({ length: 30 }, (_, index) => `Store${index}`);
    write(root, {
      'barrel.ts': names.map((name) => `export * from './${name}.js';\n`).join(''),
      ...Object.fromEntries(
        names.map((name, index) => {
          const base = index === 0 ? '' : ` extends Store${index - 1}`;
          const from = index === 0 ? '' : "import * as all from './barrel.js';\n";
          return [`${name}.ts`, `${from}export class ${name}${base.replace('Store', 'all.Store')} {}\n`];
        }),
      ),
    });
    const reader = resolverOf();
    for (const name of names) {
      const found = reader(join(root, 'x', `${name}.ts`))('../barrel.js', name);
      expect(found?.members).to.deep.equal([]);
    }
    expect(onDisk).to.have.length(names.length + 1);
    expect(new Set(onDisk).size).to.equal(onDisk.length);
    // Each question about the barrel is a question about one file, asked once.
    expect(asked.filter((file) => !file.endsWith('barrel.ts'))).to.have.length(names.length);
  });

  it('is read again when the file was still being settled', () => {
    write(root, { 'base.ts': 'export class Base {}\n' });
    const texts: Record<string, RunText> = { 'base.ts': { text: null, final: false } };
    const read = resolverOf(texts)(join(root, 'store.ts'));
    expect(read('./base.js', 'Base')?.members).to.deep.equal([]);
    texts['base.ts'] = { text: 'export class Base { a = 1; }\n', final: true };
    expect(read('./base.js', 'Base')?.members.map(({ name }) => name)).to.deep.equal(['a']);
  });

  it('ends what needs it where it cannot be read, and nothing else', () => {
    write(root, {
      'secret.ts': '',
      'barrel.ts': "export * from './secret.js';\nexport class Known {}\n",
    });
    const read = resolverOf({}, 'secret.ts')(join(root, 'store.ts'));
    expect(() => read('./secret.js', 'Base')).to.throw(UnreadableBase, 'secret.ts, which cannot be read');
    expect(() => read('./barrel.js', 'Base')).to.throw(UnreadableBase);
    expect(read('./barrel.js', 'Known')?.members).to.deep.equal([]);
    expect(read('./none.js', 'Base')).to.equal(null);
  });

  it('is the same through a linked folder, and is not looked for outside the project', async () => {
    write(root, {
      'project/src/base.ts': 'export class Base { a = 1; }\n',
      'outside.ts': 'export class Base {}\n',
    });
    root = join(root, 'project');
    await symlink('src', join(root, 'linked'));
    await symlink('../outside.ts', join(root, 'out.ts'));
    const read = resolverOf({ 'src/base.ts': { text: 'export class Base { b = 1; }\n', final: true } })(
      join(root, 'store.ts'),
    );
    expect(read('./linked/base.js', 'Base')?.members.map(({ name }) => name)).to.deep.equal(['b']);
    expect(read('../outside.js', 'Base')).to.equal(null);
    expect(read('./out.js', 'Base')).to.equal(null);
  });
});
