import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { unusedPackages } from './unused-packages.ts';

/** ESM bundles of CommonJS packages look for these three. */
const BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join('\n');

const SHARED: BuildOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  conditions: ['onex-source'],
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
};

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

/**
 * A lazy import of a CommonJS package gives, in esbuild's chunks, its default export alone, where Node gives all names.
 * So it goes through a module that exports the names which Node finds.
 */
const lazyCommonJs: Plugin = {
  name: 'lazy imports of CommonJS packages',
  setup({ onLoad, onResolve }) {
    const namespace = 'lazy-commonjs';
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const names = Object.keys((await import(path)) as object);
      if (!names.includes('module.exports')) return undefined;
      return { path, namespace, pluginData: { resolveDir, names } };
    });
    onLoad({ filter: /./, namespace }, ({ path, pluginData }) => {
      const { resolveDir, names } = pluginData as { resolveDir: string; names: string[] };
      const exported = names.filter(
        (name) => /^[\w$]+$/.test(name) && name !== '__esModule' && name !== 'default',
      );
      return { contents: `export { ${exported.join(', ')} } from ${JSON.stringify(path)};\n`, resolveDir };
    });
  },
};

/** Packages stay imports, but for the contract reader, which goes along so that the package installs alone. */
const packagesButRuntime: Plugin = {
  name: 'packages but the runtime',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('onex-runtime/')) return undefined;
      return { path, external: true };
    });
  },
};

/**
 * The runtime in a few files, one per entry point of its package and what they share; packages stay imports. A node
 * that starts would otherwise spend a third of its time on finding and compiling two hundred small modules.
 */
export async function bundleRuntime(root: string): Promise<void> {
  const folder = join(root, 'runtime');
  const { exports, bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { 'onex-source': string }>;
    bin: Record<string, string>;
  };
  const sources = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [] : [target['onex-source']],
  );
  const programs = Object.values(bin).map((file) => file.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
  await build({
    ...SHARED,
    absWorkingDir: folder,
    entryPoints: [...sources, ...programs],
    outbase: 'src',
    outdir: 'dist',
    packages: 'external',
  });
}

/** The generators as `yo` loads them: one `index.js` each, the packages outside, templates beside. */
export async function bundleGenerators(root: string): Promise<void> {
  const outdir = join(root, 'dist/generators');
  await rm(outdir, { recursive: true, force: true });
  await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: globSync('generators/*/index.ts', { cwd: root }).toSorted(),
    outbase: 'generators',
    outdir,
    plugins: [packagesButRuntime],
  });
  const templates = globSync('generators/*/templates', { cwd: root });
  await Promise.all(
    templates.map((folder) => cp(join(root, folder), join(root, 'dist', folder), { recursive: true })),
  );
}

/** `onex`: all packages inside, what is needed seldom in chunks of its own. */
export async function bundleBin(root: string): Promise<void> {
  const outdir = join(root, 'dist/bin');
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: ['bin/onex.ts'],
    outdir,
    // Some packages' `main` is UMD, which cannot be bundled; their `module` is not.
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    banner: { js: BANNER },
    // yaml's own choice for Node is CommonJS, of which a lazy import gets the default export alone.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    plugins: [yeomanVersion, unusedPackages, lazyCommonJs],
  });
  await writeFile(join(outdir, 'package.json'), '{ "type": "module" }\n');
}
