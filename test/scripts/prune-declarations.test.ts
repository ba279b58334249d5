import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { pruneDeclarations } from '../../scripts/build/prune-declarations.ts';

const MANIFEST = {
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './bus': { require: { types: './dist/bus/index.d.cts' }, types: './dist/bus/index.d.ts' },
  },
  dependencies: { zod: '4.0.0' },
  peerDependencies: { '@scope/client': '1.0.0' },
};

const FILES: Readonly<Record<string, string>> = {
  'dist/index.d.ts': "import type { ZodType } from 'zod';\nexport { one } from './one/index.ts';\n",
  'dist/one/index.d.ts': "export declare const one: import('../two.js').Two;\n",
  'dist/two.d.ts': "import { Client } from '@scope/client/types';\nexport type Two = Client;\n",
  'dist/bus/index.d.ts': "import 'node:fs';\nexport declare const bus: number;\n",
  'dist/bus/index.d.cts':
    "import type * as types from './index.js' with { 'resolution-mode': 'import' };\nexport type * from './index.js';\n",
  'dist/cli/private.d.ts': "import { Option } from 'private-kit';\n",
  'dist/cli/main.js': 'export {};\n',
};

function packageOf(changes: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'onex-prune-'));
  const files = { 'package.json': JSON.stringify(MANIFEST), ...FILES, ...changes };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

describe('the declarations of a published package', () => {
  it('are those that an entry point needs', () => {
    const folder = packageOf();
    pruneDeclarations(folder);
    const left = Object.keys(FILES).filter((name) => existsSync(path.join(folder, name)));
    expect(left).to.deep.equal(Object.keys(FILES).filter((name) => name !== 'dist/cli/private.d.ts'));
  });

  it('name no package that is only bundled', () => {
    const folder = packageOf({ 'dist/two.d.ts': "export { Option } from 'private-kit';\n" });
    expect(() => pruneDeclarations(folder)).to.throw(
      /two\.d\.ts imports private-kit, which is no dependency/,
    );
  });
});
