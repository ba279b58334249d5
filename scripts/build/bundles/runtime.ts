import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { dependenciesOf, entryPoints, packageOf, readManifest, type Manifest } from '../manifest.ts';
import { writeLicenses } from './licenses.ts';
import { mergeChunks } from './merge-chunks.ts';
import { writeRequireEntry } from './require-entry.ts';

/** A package that the manifest names stays an import. Every other package is bundled with its dependencies. */
function packages(manifest: Manifest): Plugin {
  const outside = dependenciesOf(manifest);
  return {
    name: 'packages inside and outside',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        const isOfNode = isBuiltin(path);
        if (!isOfNode && !outside.has(packageOf(path))) return undefined;
        // An ES module has no `require` for what CommonJS packages take from Node. And an import reads all exports of a
        // module of Node: that loads its HTTP client with node:http, and Web Crypto with node:crypto.
        const isTaken = kind === 'require-call' || (isOfNode && kind === 'import-statement');
        return isTaken ? { path, namespace: 'builtin' } : { path, external: true };
      });
      onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
        contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      }));
    },
  };
}

/** What a start_node.ts loads: its own imports, those of its node, and the event bus. */
const STARTED = ['src/start/start.ts', 'src/start/launch.ts', 'src/index.ts', 'src/event-bus/index.ts'];

/**
 * The runtime in a few files: one per entry point of its package, what they share, and the packages that a start
 * needs. A node that starts would otherwise spend most of its time on finding and compiling hundreds of small modules.
 */
export async function bundleRuntime(root: string): Promise<void> {
  const folder = join(root, 'runtime');
  const manifest = readManifest(folder);
  const sources = entryPoints(manifest).map(([, source]) => source);
  const programs = Object.values(manifest.bin).map((file) =>
    file.replace('/dist/', '/src/').replace(/\.js$/, '.ts'),
  );
  const options = {
    bundle: true,
    platform: 'node',
    target: 'node22.18',
    conditions: ['onex-source'],
    legalComments: 'none',
    logLevel: 'warning',
    absWorkingDir: folder,
    plugins: [packages(manifest)],
    metafile: true,
  } as const satisfies BuildOptions;
  const { metafile } = await build({
    ...options,
    splitting: true,
    format: 'esm',
    chunkNames: 'chunks/[name]-[hash]',
    entryPoints: [...sources, ...programs],
    outbase: 'src',
    outdir: 'dist',
  });
  const outputOf = (source: string) =>
    Object.keys(metafile.outputs).find((file) => metafile.outputs[file]!.entryPoint === source)!;
  await mergeChunks(metafile.outputs, {
    folder,
    roots: STARTED.map(outputOf),
    before: outputOf('src/start/entry.ts'),
    outfile: 'dist/chunks/started.js',
    build: options,
  });
  await writeRequireEntry(folder, 'event-bus', options, metafile);
  const licenses = join(folder, 'dist/THIRD-PARTY-LICENSES.txt');
  await writeLicenses(folder, 'The runtime', Object.keys(metafile.inputs), licenses);
}
