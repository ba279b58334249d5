import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { importRemedy } from '../../../src/cli/dev/nodes/missing-import.ts';

describe('an import that Node does not find', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'onex-import-')));
    writeFileSync(path.join(root, 'handler_create.ts'), 'export {};\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  let count = 0;
  const remedyOf = async (source: string): Promise<string | null> => {
    const file = path.join(root, `node${(count += 1)}.ts`);
    writeFileSync(file, source);
    const error = await import(pathToFileURL(file).href).catch((reason: unknown) => reason as Error);
    return importRemedy(error as Error, root);
  };

  it('is named with its place and what to write, where TypeScript has the file', async () => {
    for (const name of ['handler_create.js', 'handler_create', 'handler_create.mjs'])
      expect(await remedyOf(`// A comment.\nimport './${name}';\n`)).to.equal(
        `node${count}.ts:2 imports ${name}, which does not exist; write handler_create.ts`,
      );
  });

  it('is left to Node where there is no such file, and so are packages and other errors', async () => {
    expect(await remedyOf(`import './handler_delete.js';\n`)).to.equal(null);
    expect(await remedyOf(`import 'handler_create';\n`)).to.equal(null);
    expect(await remedyOf(`throw new Error('no');\n`)).to.equal(null);
  });
});
