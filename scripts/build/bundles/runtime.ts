import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { writeLicenses } from './licenses.ts';
import { mergeChunks } from './merge-chunks.ts';
import { writeRequireEntry } from './require-entry.ts';

interface Manifest {
  readonly exports: Record<string, string | { 'onex-source': string }>;
  readonly bin: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
}

/** `@scope/name` or `name` of what is imported. */
const packageOf = (path: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(path)![0];

/** A package that the manifest names stays an import; any other goes into the bundle with all that it needs. */
function packages({ dependencies, peerDependencies }: Manifest): Plugin {
  const outside = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
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

/** What a start_node.ts loads: its own imports, those of its node, and those that the event bus is loaded by. */
const STARTED = ['src/start/start.ts', 'src/start/launch.ts', 'src/index.ts', 'src/event-bus/index.ts'];

/**
 * The runtime in a few files: one per entry point of its package, what they share, and the packages that a start
 * needs. A node that starts would otherwise spend most of its time on finding and compiling hundreds of small modules.
 */
export async function bundleRuntime(root: string): Promise<void> {
  const folder = join(root, 'runtime');
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const sources = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [] : [target['onex-source']],
  );
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
