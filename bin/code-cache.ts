import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
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

/**
 * The folder of the code caches, or null when there is none that only this user can write: V8 runs what it finds in a
 * cache, so that a folder of somebody else's is not read.
 */
function cacheFolder(): string | null {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return null;
  const uid = process.getuid?.() ?? null;
  const folder = join(tmpdir(), uid === null ? 'onex-code-cache' : `onex-code-cache-${uid}`);
  try {
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    if (stats === undefined) {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    }
    // Windows has no owner here, and a temporary folder for each user.
    const ours = stats.isDirectory() && (uid === null || (stats.uid === uid && (stats.mode & 0o022) === 0));
    return ours ? folder : null;
  } catch {
    return null;
  }
}

function readOrNone(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another process may be reading. A cache that cannot be kept is done without. */
function keep({ script, file }: Fresh): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, script.createCachedData(), { flag: 'wx', mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // Without it the next run compiles again.
  }
}

/** Files that every run loads alike, whatever its command. */
const OF_ALL = new Set(['main.js', 'errors.js']);

/**
 * Gives a `require` for the files of a bundle that keeps V8's code for them from run to run. Node's own compile cache
 * keeps what is compiled when a file is loaded, which is little; this one keeps what was compiled by the end of a run.
 * @param entry Absolute path of the bundle's entry; its folder holds the other files.
 * @param key Names the bundle's exact bytes.
 * @param command Of this run. Each has caches of its own, since it needs other functions than the others.
 */
export function cachedRequire(
  entry: string,
  key: string,
  command: string | undefined,
): (id: string) => unknown {
  const native = createRequire(entry);
  const folder = cacheFolder();
  const loaded = new Map<string, { exports: object }>();
  const fresh: Fresh[] = [];
  const { version, arch } = process;
  const keepAll = (code: number): void => {
    // A run that failed may have been short.
    if (code === 0) fresh.forEach(keep);
  };

  function cacheOf(name: string): string | null {
    if (folder === null) return null;
    const run = OF_ALL.has(name) ? 'all' : command;
    return run === undefined ? null : join(folder, `${key}-${version}-${arch}-${run}-${name}`);
  }
  function load(path: string, name: string): object {
    const module = { exports: {} };
    loaded.set(path, module);
    const file = cacheOf(name);
    const cachedData = file === null ? undefined : readOrNone(file);
    // What esbuild writes is ASCII, which is read fastest so.
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
