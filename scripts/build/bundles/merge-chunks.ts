import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

type Outputs = Metafile['outputs'];

/** Files that are loaded with these, themselves included. */
function loadedWith(outputs: Outputs, files: readonly string[], found = new Set<string>()): Set<string> {
  for (const file of files) {
    if (found.has(file)) continue;
    found.add(file);
    const imports = outputs[file]!.imports.filter((one) => one.kind === 'import-statement' && !one.external);
    loadedWith(
      outputs,
      imports.map(({ path }) => path),
      found,
    );
  }
  return found;
}

/** What a file in a folder imports another file by. */
function specifierOf(folder: string, file: string): string {
  const relative = posix.relative(folder, file);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** Bundles the merged files. Everything else is imported, as is what they import dynamically. */
function boundaries(merged: ReadonlySet<string>, folder: string, outdir: string): Plugin {
  return {
    name: 'merged chunks',
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
        if (kind === 'entry-point') return undefined;
        if (!path.startsWith('.')) return { path, external: true };
        const file = resolve(resolveDir, path);
        const name = posix.relative(folder, file);
        if (kind === 'import-statement' && merged.has(name)) return { path: file };
        return { path: specifierOf(outdir, file), external: true };
      });
    },
  };
}

/**
 * Merges all files that a start of a node loads into one. esbuild makes a file for each set of entry points that share
 * modules, some forty for a start, and Node takes about a millisecond to find, read, and link each. A file that others
 * import, or that is an entry point, stays and exports the same names from the merged file.
 * @param options.folder Absolute folder that the paths in `outputs` are relative to.
 * @param options.roots Output files that a start loads.
 * @param options.before Output file that is loaded first; what it loads is not merged.
 * @param options.outfile Path of the merged file, relative to the folder. It is in the folder of the chunks, because
 *   their relative paths stay as they are.
 */
export async function mergeChunks(
  outputs: Outputs,
  options: {
    readonly folder: string;
    readonly roots: readonly string[];
    readonly before: string;
    readonly outfile: string;
    readonly build: BuildOptions;
  },
): Promise<void> {
  const { folder, outfile } = options;
  const outdir = join(folder, dirname(outfile));
  const early = loadedWith(outputs, [options.before]);
  const merged = new Set([...loadedWith(outputs, options.roots)].filter((file) => !early.has(file)));
  const files = [...merged].toSorted();
  const aliases = new Map(
    files.map((file, index) => [file, outputs[file]!.exports.map((name) => [name, `m${index}_${name}`])]),
  );
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    if (dirname(file) !== dirname(outfile) && text.includes('import.meta'))
      throw new Error(`${file} reads import.meta, which is another in ${outfile}`);
  }
  const contents = files
    .map((file) => {
      const names = aliases.get(file)!.map(([name, alias]) => `${name} as ${alias}`);
      return `export { ${names.join(', ')} } from ${JSON.stringify(`./${file}`)};\n`;
    })
    .join('');

  await build({
    ...options.build,
    stdin: { contents, resolveDir: folder, sourcefile: 'merged.js' },
    format: 'esm',
    outfile,
    plugins: [boundaries(merged, folder, outdir)],
  });
  for (const file of files) {
    const names = aliases.get(file)!.map(([name, alias]) => `${alias} as ${name}`);
    const from = JSON.stringify(specifierOf(dirname(file), outfile));
    await writeFile(join(folder, file), `export { ${names.join(', ')} } from ${from};\n`);
  }
  await removeUnused(outputs, merged, folder);
}

/** Removes merged files that no other file imports. */
async function removeUnused(outputs: Outputs, merged: ReadonlySet<string>, folder: string): Promise<void> {
  const used = new Set<string>();
  for (const [file, { imports, entryPoint }] of Object.entries(outputs)) {
    if (entryPoint !== undefined) used.add(file);
    for (const { path, kind } of imports) {
      if (kind !== 'import-statement' || !merged.has(file)) used.add(path);
    }
  }
  await Promise.all([...merged].filter((file) => !used.has(file)).map((file) => rm(join(folder, file))));
}
