import { expect } from 'chai';
import { importers } from '../../../scripts/mutation/imports.ts';
import { testFiles, testsFor } from '../../../scripts/mutation/tests-for.ts';
import { removeFolders } from '../../support/folders.ts';
import { project } from './support.ts';

const FILES = {
  'runtime/package.json': JSON.stringify({
    exports: {
      './contract': { 'onex-source': './src/contract/index.ts' },
      './package.json': './package.json',
    },
  }),
  'runtime/src/contract/index.ts': "export { read } from './read.ts';",
  'runtime/src/contract/read.ts': 'export const read = 1;',
  'runtime/src/cli/main.ts': "await import('./dev/run.ts');",
  'runtime/src/cli/dev/run.ts': "import type { read } from '../../contract/read.ts';\nexport const run = 1;",
  'runtime/test/cli/support/run.ts': "export const MAIN = path.resolve(dir, '../../../src/cli/main.ts');",
  'runtime/test/cli/dev/dev.test.ts': "import { MAIN } from '../support/run.ts';",
  'runtime/test/contract/read.test.ts': "import { read } from '../../src/contract/index.ts';",
  'lib/verify/check.ts': "import { read } from 'onex-runtime/contract';",
  'test/verify/check.test.ts': "import { check } from '../../lib/verify/check.ts';",
  'bin/onex.ts': "await import('../lib/verify/check.ts');",
  'test/support/built.ts': "export const BIN = join(ROOT, 'dist/bin/onex.js');",
  'test/bin/help.test.ts': "import { BIN } from '../support/built.ts';",
  'test/services/kafka.test.ts': "import { check } from '../../lib/verify/check.ts';",
};

describe('the test files for a mutated file', () => {
  let root = '';
  before(async () => {
    root = await project(FILES);
  });
  after(removeFolders);

  const chosen = (path: string, limit = 10): string[] =>
    testsFor(path, testFiles(root), importers(root), limit);

  it('are those that import it, through packages too, the nearest first', () => {
    expect(chosen('runtime/src/contract/read.ts')).to.deep.equal([
      'runtime/test/contract/read.test.ts',
      'test/verify/check.test.ts',
      'test/bin/help.test.ts',
    ]);
  });

  it('include those that start the program that imports it', () => {
    expect(chosen('runtime/src/cli/dev/run.ts')).to.deep.equal(['runtime/test/cli/dev/dev.test.ts']);
  });

  it('include those that start the bundle of the command line', () => {
    expect(chosen('bin/onex.ts')).to.deep.equal(['test/bin/help.test.ts']);
  });

  it('are no more than allowed', () => {
    expect(chosen('runtime/src/contract/read.ts', 1)).to.deep.equal(['runtime/test/contract/read.test.ts']);
  });
});
