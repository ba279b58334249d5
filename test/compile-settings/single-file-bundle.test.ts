import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { singleFileBundles } from '../../lib/compile-settings/index.ts';
import { folder, removeFolders } from '../support/folders.ts';

async function reported(name: string, text: string): Promise<readonly string[]> {
  const root = await folder();
  await mkdir(path.join(root, path.dirname(name)), { recursive: true });
  await writeFile(path.join(root, name), text);
  return singleFileBundles([path.join(root, 'src/store.ts'), path.join(root, 'src/other.ts')], root);
}

describe('a bundle in one file', () => {
  afterEach(removeFolders);

  const texts: Readonly<Record<string, string>> = {
    'output.file': "export default {\n  output: { file: 'dist/a.js', format: 'es' },\n};\n",
    'an iife': "export default {\n  output: { dir: 'dist', format: 'iife' },\n};\n",
    'a umd module': 'export default {\n  output: [{ dir: "dist", format: "umd" }],\n};\n',
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`is reported once, with its place and the setting that helps: ${name}`, async () => {
      const lines = await reported('rollup.config.mjs', text);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.match(/^rollup\.config\.mjs:2:\d+: .*inlineDynamicImports/);
    });
  }

  it('is reported for Rolldown, and beside the files', async () => {
    expect(await reported('src/rolldown.config.ts', texts['output.file']!)).to.have.length(1);
  });

  it('is not reported where import() is inlined, where there are chunks, or where it is a comment', async () => {
    const inlined = "export default { output: { file: 'a.js', inlineDynamicImports: true } };";
    const commented =
      "export default {\n  // file: 'a.js'\n  /* format: 'iife' */ output: { dir: 'dist' },\n};\n";
    for (const text of [inlined, "export default { output: { dir: 'dist', format: 'es' } };", commented])
      expect(await reported('rollup.config.js', text), text).to.deep.equal([]);
    expect(await reported('other/rollup.config.js', texts['an iife']!)).to.deep.equal([]);
  });
});
