import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder } from 'onex-cli-kit';
import { timedImport } from '../lib/timings/index.ts';

type Wrapped = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  filename: string,
  folder: string,
) => void;

interface Fresh {
  readonly script: Script;
  readonly file: string;
}

function readOrNone(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * Writes a complete file or none, because another process may be reading. If the cache cannot be written, the program
 * runs without it.
 */
function keep({ script, file }: Fresh): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, script.createCachedData(), { flag: 'wx', mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // Without a cache, the next run compiles again.
  }
}

/** After this time, the code of other versions of the program is removed. They compile again when they run. */
const LONGEST_UNUSED_MS = 3 * 24 * 60 * 60 * 1000;

/** The name of an entry, or of a draft of one. The folder may also have files of another program of this name. */
const ENTRY = /^[0-9a-f]+-v\d+\.\d+\.\d+-.+\.js(?:\.\d+)?$/;

/** Removes old entries of other bundles; otherwise, each release would leave some forever. */
function prune(folder: string, key: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!ENTRY.test(name) || name.startsWith(`${key}-`)) continue;
      const file = join(folder, name);
      if (Date.now() - statSync(file).mtimeMs < LONGEST_UNUSED_MS) continue;
      rmSync(file, { force: true });
    }
  } catch {
    // Another process removed them first.
  }
}

/** Files that every command loads in the same way. */
const OF_ALL = new Set(['main.js', 'errors.js']);

/**
 * Returns a `require` for the files of a bundle. It caches V8's code for them between runs. Node's own compile cache
 * stores the code that exists when a file is loaded, which is little. This one stores the code that exists at the end of
 * a run.
 * @param entry Absolute path of the bundle's entry; its folder holds the other files.
 * @param run.key Identifies the bundle's exact bytes.
 * @param run.command Each command has its own caches, because it needs other functions than the others.
 * @param run.shared Identifies the caches of files that every command loads. V8 rejects code that was compiled under
 *   other V8 flags, so runs with other flags need other caches.
 */
export function cachedRequire(
  entry: string,
  { key, command, shared }: { key: string; command: string | undefined; shared: string },
): (id: string) => unknown {
  const native = createRequire(entry);
  const folder = process.env['NODE_DISABLE_COMPILE_CACHE'] === undefined ? cacheFolder('onex') : null;
  const loaded = new Map<string, { exports: object }>();
  const fresh: Fresh[] = [];
  const { version, arch } = process;
  const keepAll = (code: number): void => {
    // A run that failed may have been short.
    if (code !== 0) return;
    fresh.forEach(keep);
    if (folder !== null) prune(folder, key);
  };

  function cacheOf(name: string): string | null {
    if (folder === null) return null;
    const run = OF_ALL.has(name) ? shared : command;
    return run === undefined ? null : join(folder, `${key}-${version}-${arch}-${run}-${name}`);
  }
  function load(path: string, name: string): object {
    const module = { exports: {} };
    loaded.set(path, module);
    const file = cacheOf(name);
    const cachedData = file === null ? undefined : readOrNone(file);
    // The output of esbuild is ASCII, which is the fastest encoding to read.
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, 'latin1')}\n})`;
    const script = new Script(source, { filename: path, ...(cachedData ? { cachedData } : {}) });
    if (file !== null && (cachedData === undefined || script.cachedDataRejected === true)) {
      if (fresh.length === 0) process.once('exit', keepAll);
      fresh.push({ script, file });
    }
    (script.runInThisContext() as Wrapped)(module.exports, from, module, path, dirname(path));
    return module.exports;
  }
  function from(id: string): unknown {
    if (!id.startsWith('./')) return timedImport(id, () => native(id));
    const path = join(dirname(entry), id);
    return loaded.get(path)?.exports ?? timedImport(id, () => load(path, id.slice(2)));
  }
  return from;
}
