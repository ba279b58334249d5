import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';

/** A bundle in one ES module has no file name. */
const MODULE_URL = `const MODULE_URL =
  typeof __filename === 'string' ? process.getBuiltinModule('node:url').pathToFileURL(__filename).href : undefined;`;

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
  const { outputFiles } = await build({
    ...options,
    format: 'cjs',
    entryPoints: [`src/${entry}/index.ts`],
    outfile: `${output}.cjs`,
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'MODULE_URL' },
    write: false,
    banner: { js: MODULE_URL },
  });
  await writeFile(join(folder, `${output}.cjs`), requiredAtOnce(outputFiles[0]?.text ?? ''));
  const values = metafile.outputs[`${output}.js`]?.exports ?? [];
  if (values.length === 0) throw new Error(`${output}.js exports nothing`);
  await writeFile(join(folder, `${output}.d.cts`), typesOf(values));
}

/**
 * Modules of Node are taken from the process, because esbuild cannot require them in an ES module that it bundles. And
 * `await import('pg')` becomes a `require` call in the same function. The build puts it into a function of its own, where
 * bundlers do not see that it is inside `try`, and do not accept that an optional package is missing.
 */
function requiredAtOnce(code: string): string {
  const native = code.replaceAll(
    /\brequire\("(node:[^"]+|crypto|fs|path|url|util)"\)/g,
    'process.getBuiltinModule("$1")',
  );
  const required = native.replaceAll(
    /await Promise\.resolve\(\)\.then\(\(\) => (__toESM\(require\("[^"]+"\), 1\))\)/g,
    '$1',
  );
  const left = /\(\) => __toESM\(require\("([^"]+)"/.exec(required);
  if (left !== null) throw new Error(`import('${left[1]}') of the runtime needs the form: await import()`);
  return required;
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
