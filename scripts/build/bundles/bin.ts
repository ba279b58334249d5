import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { bundledTemplates } from './templates.ts';
import { writeLicenses } from './licenses.ts';
import { unusedPackages } from './unused-packages.ts';

/** yeoman-generator reads its version from a file beside itself, which a bundle does not have. */
const yeomanVersion: Plugin = {
  name: 'yeoman-generator version',
  setup({ onLoad }) {
    onLoad({ filter: /yeoman-generator[\\/]dist[\\/]generator\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const manifest = JSON.parse(await readFile(join(path, '../../package.json'), 'utf8')) as {
        version: string;
      };
      const reading = "JSON.parse(readFileSync(pathJoin(_dirname, '../package.json'), 'utf8'))";
      if (text.split(reading).length !== 2)
        throw new Error(`${path} no longer reads its version as expected`);
      return { contents: text.replace(reading, JSON.stringify({ version: manifest.version })), loader: 'js' };
    });
  },
};

/** Packages in files of their own, each read when the first module that imports it is run. */
const PACKAGES = ['@babel/parser', '@yeoman/adapter', 'diff', 'jsonc-parser', 'recast', 'yaml', 'zod'];

const nameOf = (packageName: string): string => packageName.replace('@', '').replace('/', '-');

/** Modules of ours in files of their own: what help needs; what others share that has a state or a class; the rest. */
const MODULES: Readonly<Record<string, string>> = {
  main: 'bin/main.ts',
  errors: 'lib/errors/index.ts',
  failure: 'lib/report/failure.ts',
  contract: 'bin/commands/contract/index.ts',
  'merge-driver': 'bin/commands/merge-driver.ts',
  run: 'bin/run.ts',
};

const apart: Plugin = {
  name: 'files of their own',
  setup({ onResolve }) {
    const external = (name: string) => ({ path: `./${name}.js`, external: true });
    onResolve({ filter: new RegExp(`^(${PACKAGES.join('|')})$`) }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : external(nameOf(path)),
    );
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind === 'entry-point') return undefined;
      const resolved = join(resolveDir, path).replaceAll('\\', '/');
      const name = Object.keys(MODULES).find((key) => resolved.endsWith(`/${MODULES[key]}`));
      return name === undefined ? undefined : external(name);
    });
  },
};

function options(root: string, outdir: string): BuildOptions {
  return {
    bundle: true,
    absWorkingDir: root,
    outdir,
    format: 'cjs',
    platform: 'node',
    target: 'node22.18',
    conditions: ['onex-source'],
    // Some packages' `main` is UMD, which cannot be bundled; their `module` is not.
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    define: {
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
      'import.meta.url': '__importMetaUrl',
    },
    banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    minifyWhitespace: true,
    minifySyntax: true,
    // Fewer bytes to read, and names in the cache of code.
    minifyIdentifiers: true,
    legalComments: 'none',
    logLevel: 'warning',
  };
}

/**
 * `onex`, all packages inside, in few files of CommonJS: Node takes a millisecond and more for each file of a graph of
 * ES modules, and what is not run in a large file costs next to nothing once its code is cached.
 * @returns what names the bundle's exact bytes
 */
export async function bundleBin(root: string): Promise<string> {
  const outdir = join(root, 'dist/bin');
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const packages = Object.fromEntries(PACKAGES.map((name) => [nameOf(name), name]));
  const built = await build({
    ...options(root, outdir),
    entryPoints: { ...MODULES, ...packages },
    plugins: [yeomanVersion, unusedPackages, apart, bundledTemplates(root)],
    write: false,
    metafile: true,
  });
  const licenses = join(root, 'dist/THIRD-PARTY-LICENSES.txt');
  await writeLicenses(root, 'The program in dist/bin', Object.keys(built.metafile.inputs), licenses);
  const hash = createHash('sha256');
  for (const { path, contents } of built.outputFiles) {
    hash.update(contents);
    await writeFile(path, contents);
  }
  // The entry knows the bytes of the others, so that a code cache is never taken for that of other bytes.
  const key = hash.digest('hex').slice(0, 16);
  const shared = options(root, outdir);
  await build({
    ...shared,
    entryPoints: { onex: 'bin/onex.ts' },
    define: { ...shared.define, BUNDLE: JSON.stringify(key) },
  });
  await writeFile(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  return key;
}
