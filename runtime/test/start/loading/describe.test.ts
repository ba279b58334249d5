import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { describeLoadError } from '../../../src/start/loading/index.ts';

describe('a module of a project that cannot be loaded', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'onex-import-')));
    write('handler_create.ts', 'export {};\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(name: string, text: string): string {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }
  function install(name: string, manifest: object, files: Readonly<Record<string, string>> = {}): void {
    write(`node_modules/${name}/package.json`, JSON.stringify({ type: 'module', ...manifest }));
    for (const [file, text] of Object.entries(files)) write(`node_modules/${name}/${file}`, text);
  }
  let count = 0;
  const reasonOf = async (source: string): Promise<string> => {
    const file = write(`node${(count += 1)}.ts`, source);
    const error = await import(pathToFileURL(file).href).catch((reason: unknown) => reason);
    return describeLoadError(error, root);
  };

  it('is named with the place of an import and what to write, where TypeScript has the file', async () => {
    for (const name of ['handler_create.js', 'handler_create', 'handler_create.mjs'])
      expect(await reasonOf(`// A comment.\nimport './${name}';\n`)).to.equal(
        `node${count}.ts:2 imports ${name}, which does not exist; write handler_create.ts`,
      );
  });

  it('is named with what to write for an import of a folder', async () => {
    write('models/index.ts', 'export {};\n');
    for (const name of ['models', 'models/'])
      expect(await reasonOf(`import './${name}';\n`)).to.equal(
        `node${count}.ts:1 imports models, which is a folder; write models/index.ts`,
      );
  });

  it('is named with the place of the import where there is no such file', async () => {
    expect(await reasonOf(`import './handlers/handler_delete.js';\n`)).to.equal(
      `node${count}.ts:1 imports handlers/handler_delete.js, which does not exist`,
    );
  });

  it('says how to install a package, by whether package.json lists it', async () => {
    write('package.json', '\uFEFF{"type": "module", "dependencies": {"listed": "1.0.0"}}');
    expect(await reasonOf(`import 'listed/deep';\n`)).to.equal(
      `the package listed, which node${count}.ts imports, is not installed; run npm install`,
    );
    expect(await reasonOf(`import '@me/other/deep';\n`)).to.equal(
      `the package @me/other, which node${count}.ts imports, is not installed; run npm install @me/other`,
    );
  });

  it('says which package is not installed completely', async () => {
    install('half', { exports: './dist/index.js' });
    const remedy = 'delete node_modules and run npm install';
    expect(await reasonOf(`import 'half';\n`)).to.equal(
      `the package half is not installed completely (node_modules/half/dist/index.js is missing); ${remedy}`,
    );
    install('whole', { exports: './index.js' }, { 'index.js': "import './gone.js';\n" });
    expect(await reasonOf(`import 'whole';\n`)).to.equal(
      `the package whole is not installed completely (node_modules/whole/gone.js is missing); ${remedy}`,
    );
    mkdirSync(path.join(root, 'node_modules/empty'));
    expect(await reasonOf(`import 'empty';\n`)).to.match(/^the package empty is not installed.*npm install/);
    install('outer', { exports: './index.js' }, { 'index.js': "import 'inner';\n" });
    install('outer/node_modules/inner', {});
    expect(await reasonOf(`import 'outer';\n`)).to.match(/^the package inner is not installed completely/);
  });

  it('says which version is installed where a package lacks what is imported', async () => {
    install('old', { version: '0.9.0', exports: './index.js' }, { 'index.js': 'export const a = 1;\n' });
    expect(await reasonOf(`import { b } from 'old';\nb();\n`)).to.match(
      /^The requested module 'old' does not provide an export named 'b' \(installed is old 0\.9\.0\); run npm install$/,
    );
  });

  it('says which version nodes need where a shared package is of another one', async () => {
    install('onex-runtime', { dependencies: { zod: '4.6.7' } });
    install('zod', { version: '3.25.0', exports: './index.js' }, { 'index.js': 'export const z = {};\n' });
    expect(await reasonOf(`import { z } from 'zod';\nz.int();\n`)).to.equal(
      'z.int is not a function; zod 3.25.0 is installed, and nodes need 4.6.7: run npm install zod@4.6.7',
    );
  });

  it('is any other error with its place in the code of the project', async () => {
    expect(await reasonOf(`throw new Error('no\\nmore');\n`)).to.match(
      new RegExp(`^no \\(node${count}\\.ts:1:\\d+\\)$`),
    );
    expect(await reasonOf(`import { gone } from './handler_create.ts';\ngone();\n`)).to.match(
      new RegExp(`does not provide an export named 'gone' \\(node${count}\\.ts:1\\)$`),
    );
    expect(describeLoadError('just text', root)).to.equal('just text');
  });
});
