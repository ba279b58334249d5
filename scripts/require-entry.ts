import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';

/**
 * An entry point of the runtime for `require` where ES modules cannot be required, as in Jest: one CommonJS file, and the
 * types of the ES module for it. Its imports are `require` calls, because such tools reject `import()`.
 * @param folder of the runtime
 * @param options how the ES modules were built, except what depends on the format
 * @param metafile of the ES modules
 */
export async function writeRequireEntry(
  folder: string,
  entry: string,
  options: BuildOptions,
  metafile: Metafile,
): Promise<void> {
  const output = `dist/${entry}/index`;
  await build({
    ...options,
    format: 'cjs',
    entryPoints: [`src/${entry}/index.ts`],
    outfile: `${output}.cjs`,
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'MODULE_URL' },
    banner: { js: "const MODULE_URL = require('node:url').pathToFileURL(__filename).href;" },
  });
  const values = metafile.outputs[`${output}.js`]?.exports ?? [];
  if (values.length === 0) throw new Error(`${output}.js exports nothing`);
  await writeFile(join(folder, `${output}.d.cts`), typesOf(values));
}

/** TypeScript refuses a plain import of an ES module in a CommonJS declaration file, but not one of types. */
function typesOf(values: readonly string[]): string {
  return [
    "type Module = typeof import('./index.js', { with: { 'resolution-mode': 'import' } });",
    "export type * from './index.js' with { 'resolution-mode': 'import' };",
    ...values.map((name) => `export declare const ${name}: Module['${name}'];`),
    '',
  ].join('\n');
}
