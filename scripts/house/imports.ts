import { posix } from 'node:path';
import type { SourceFile } from './files.ts';

/** Imports and re-exports of our own files: by a relative path, and those of other workspaces by their names. */
const IMPORT =
  /(?:^|\n)\s*(?<keyword>import|export)\s(?<types>type\s)?[^;'"]*?\bfrom\s*'(?<from>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'|(?:^|\n)import\s*'(?<bare>[^']+)'/g;
/** Our own files import no other entry point. Other names occur in text that is written into generated files. */
const RUNTIME = /^onex-runtime\/(?<entry>contract|project)$/;

export interface Imports {
  /** By file: the files that it imports, types included. */
  readonly all: ReadonlyMap<string, ReadonlySet<string>>;
  /** By file: those that are loaded when it runs. Types are erased. */
  readonly atRunTime: ReadonlyMap<string, ReadonlySet<string>>;
}

function targetOf(from: string, specifier: string): string | null {
  const entry = RUNTIME.exec(specifier)?.groups?.['entry'];
  if (entry !== undefined) return `runtime/src/${entry}/index.ts`;
  if (specifier === 'onex-cli-kit') return 'cli-kit/src/index.ts';
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : null;
}

/** Reads which files import which. Imports of other packages, and of files that do not exist, are left out. */
export function importsOf(files: readonly SourceFile[]): Imports {
  const known = new Set(files.map(({ path }) => path));
  const all = new Map<string, Set<string>>();
  const atRunTime = new Map<string, Set<string>>();
  for (const { path, text } of files) {
    const targets = new Set<string>();
    const loaded = new Set<string>();
    for (const { groups = {} } of text.matchAll(IMPORT)) {
      const target = targetOf(path, groups['from'] ?? groups['dynamic'] ?? groups['bare'] ?? '');
      if (target === null || !known.has(target)) continue;
      targets.add(target);
      if (groups['types'] === undefined) loaded.add(target);
    }
    all.set(path, targets);
    atRunTime.set(path, loaded);
  }
  return { all, atRunTime };
}

/** For each file, the files that import it. */
export function importersOf({ all }: Imports): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const [path, targets] of all)
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), path]);
  return importers;
}

/** All files that a file loads, directly or not, without itself. */
export function reachedFrom(start: string, { atRunTime }: Imports): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const target of atRunTime.get(path) ?? []) {
      if (target === start || reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return reached;
}
