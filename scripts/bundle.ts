import { cp, rm } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/** Of the ES modules that are published: what several entry points share lies in `chunks/`. */
export const SHARED: BuildOptions = {
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
