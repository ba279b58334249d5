import { expect } from 'chai';
import { filesPerFolder, type SourceFile } from '../../../scripts/house/files.ts';
import { importersOf, importsOf, reachedFrom } from '../../../scripts/house/imports.ts';
import { isDescribed, median } from '../../../scripts/house/measure.ts';

const file = (path: string, text: string): SourceFile => ({ path, text, lines: text.split('\n').length });

const FILES = [
  file(
    'lib/a.ts',
    "import { b } from './b.ts';\nimport type { C } from './c.ts';\nimport path from 'node:path';\nexport const a = () => import('./lazy.ts');\n",
  ),
  file('lib/b.ts', "import {\n  d,\n  type E,\n} from './sub/index.ts';\nimport './a.ts';\n"),
  file('lib/c.ts', "export type { F } from './sub/f.ts';\n"),
  file('lib/lazy.ts', "import { readContract } from 'onex-runtime/contract';\n"),
  file('lib/sub/index.ts', "export * from './f.ts';\n"),
  file('lib/sub/f.ts', 'export const text = `\n  import { x } from "onex-runtime";\n`;\n'),
  file('runtime/src/contract/index.ts', ''),
];

describe('the imports of the repository', () => {
  const imports = importsOf(FILES);
  const of = (path: string): string[] => [...(imports.all.get(path) ?? [])].toSorted();

  it('are those of our own files: static, over several lines, lazy, bare, and of the runtime by its name', () => {
    expect(of('lib/a.ts')).to.deep.equal(['lib/b.ts', 'lib/c.ts', 'lib/lazy.ts']);
    expect(of('lib/b.ts')).to.deep.equal(['lib/a.ts', 'lib/sub/index.ts']);
    expect(of('lib/lazy.ts')).to.deep.equal(['runtime/src/contract/index.ts']);
    expect(of('lib/sub/f.ts')).to.deep.equal([]);
  });

  it('say who imports a file', () => {
    const importers = importersOf(imports);
    expect(importers.get('lib/sub/f.ts')).to.have.members(['lib/c.ts', 'lib/sub/index.ts']);
    expect(importers.get('lib/b.ts')).to.deep.equal(['lib/a.ts']);
  });

  it('lead from a file to all that it loads, without types and without itself', () => {
    expect([...reachedFrom('lib/a.ts', imports)].toSorted()).to.deep.equal([
      'lib/b.ts',
      'lib/lazy.ts',
      'lib/sub/f.ts',
      'lib/sub/index.ts',
      'runtime/src/contract/index.ts',
    ]);
  });
});

describe('the figures of the repository', () => {
  it('have the median of an odd and of an even number of values', () => {
    expect([median([]), median([5]), median([9, 1, 5]), median([1, 2, 4, 9])]).to.deep.equal([0, 5, 5, 3]);
  });

  it('count the files directly in a folder', () => {
    expect(filesPerFolder(['lib/a.ts', 'lib/b.ts', 'lib/x/c.ts'])).to.deep.equal(
      new Map([
        ['lib', 2],
        ['lib/x', 1],
      ]),
    );
  });

  it('know a folder whose index.ts describes it', () => {
    const text = '/**\n * Reads contracts, and reports what is wrong in them.\n */\nexport {};\n';
    expect(isDescribed({ text })).to.equal(true);
    expect(isDescribed({ text: '/** Types. */\nexport {};\n' })).to.equal(false);
    expect(isDescribed({ text: `export {};\n${text}` })).to.equal(false);
  });
});
