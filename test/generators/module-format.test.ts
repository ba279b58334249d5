import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { moduleFormatOf } from '../../generators/event-bus/module-format.ts';
import { folder, removeFolders } from '../support/folders.ts';

async function formatOf(files: Readonly<Record<string, string>>): Promise<string | null> {
  const root = await folder();
  await mkdir(join(root, 'src'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  return moduleFormatOf(join(root, 'src', 'store.ts'), root);
}

describe('the module system of a file', () => {
  afterEach(removeFolders);

  it("follows the package's own type, not that of something in it", async () => {
    const manifest = '{ "repository": { "type": "git" }, "type": "module" }';
    const settings = '{ "compilerOptions": { "module": "nodenext" } }';
    expect(await formatOf({ 'package.json': manifest, 'tsconfig.json': settings })).to.equal('esm');
    expect(
      await formatOf({ 'package.json': '{ "config": { "type": "module" } }', 'tsconfig.json': settings }),
    ).to.equal('commonjs');
  });

  it('follows the compiler’s own module, past globs that look like comments', async () => {
    const settings = `\uFEFF{
  // "module": "esnext",
  "compilerOptions": {
    "paths": { "@/*": ["./src/*"] }, /* "module": "esnext" */
    "module": "commonjs",
  },
  "include": ["src/**/*.ts"],
}`;
    expect(await formatOf({ 'package.json': '{}', 'tsconfig.json': settings })).to.equal('commonjs');
  });

  it('is open where nothing tells', async () => {
    expect(await formatOf({})).to.equal(null);
    expect(await formatOf({ 'package.json': '{}', 'tsconfig.json': '{' })).to.equal(null);
  });
});
