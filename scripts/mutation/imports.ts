import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { entryPoints, readManifest } from '../build/manifest.ts';

/** Paths are POSIX paths relative to the repository. */
export interface Importers {
  /** For each file, the files that import it or start it as a program. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files that others import: modules, not only programs. */
  readonly modules: ReadonlySet<string>;
}

const SOURCES = ['lib', 'generators', 'bin', 'cli-kit', 'runtime/src', 'runtime/test', 'test', 'scripts'];
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;
const TYPE_IMPORT = /\bimport type\b[^;]*?;/gs;
/** A source file in a string: what a test starts as a process of its own, or copies. */
const NAMED_FILE = /'([\w./-]+\.ts)'/g;
/** The bundle that tests start is built from this file. */
const BUNDLE = { text: 'dist/bin/onex.js', source: 'bin/onex.ts' };

/** The files that the workspaces export, by the name that others import. */
function workspaceEntries(root: string): Map<string, string> {
  const ofRuntime = new Map(
    entryPoints(readManifest(join(root, 'runtime'))).map(([name, source]) => [
      posix.join('onex-runtime', name),
      posix.join('runtime', source),
    ]),
  );
  return ofRuntime.set('onex-cli-kit', 'cli-kit/src/index.ts');
}

/** What a file imports, and the programs that it starts. */
function namedBy(
  root: string,
  path: string,
  entries: ReadonlyMap<string, string>,
): [imported: string[], started: string[]] {
  const text = readFileSync(join(root, path), 'utf8').replaceAll(TYPE_IMPORT, '');
  const relative = (name: string): string => posix.join(dirname(path), name);
  const existing = (name: string): boolean => name !== path && name !== '' && existsSync(join(root, name));
  const imported = [...text.matchAll(IMPORT)].map(([, name = '']) =>
    name.startsWith('.') ? relative(name) : (entries.get(name) ?? ''),
  );
  const started = [...text.matchAll(NAMED_FILE)].flatMap(([, name = '']) => [
    relative(name),
    posix.normalize(name),
  ]);
  if (text.includes(BUNDLE.text)) started.push(BUNDLE.source);
  return [imported.filter(existing), started.filter(existing)];
}

/** Reads who imports and starts whom in the sources and tests of a repository. Imports of types alone do not count. */
export function importers(root: string): Importers {
  const entries = workspaceEntries(root);
  const users = new Map<string, Set<string>>();
  const modules = new Set<string>();
  const files = SOURCES.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\/(templates|fixtures)\/|^test\/scripts\//.test(path));
  for (const path of files) {
    const [imported, started] = namedBy(root, path, entries);
    for (const name of imported) modules.add(name);
    for (const name of [...imported, ...started]) users.set(name, (users.get(name) ?? new Set()).add(path));
  }
  return { users, modules };
}
