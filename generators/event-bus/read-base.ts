import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { membersOfExport, type BaseMembers } from '../../lib/injection/index.ts';

type ResolveBase = (specifier: string, exportedName: string) => BaseMembers | null;

/** @param path absolute */
export type ReadText = (path: string) => string | null;

/** So long a chain of files is no chain of classes. */
const MAX_DEPTH = 10;

/**
 * Reads base classes from the files of the project that a file imports by a relative path. Packages and path aliases
 * are left unread: what they hold depends on how they are built.
 * @param readText text of a file as this run leaves it, or null for the one on disk
 * @param file absolute
 * @param root absolute; nothing outside it is read
 */
export function baseReader(
  file: string,
  root: string,
  readText: ReadText,
  depth = 0,
  asked: Set<string> = new Set(),
): ResolveBase {
  return (specifier, exportedName) => {
    if (!/^\.{1,2}(\/|$)/.test(specifier) || depth >= MAX_DEPTH) return null;
    const seen = depth === 0 ? new Set<string>() : asked;
    const target = findSource(path.resolve(path.dirname(file), specifier));
    if (target === null || path.relative(root, target).startsWith('..')) return null;
    // Files that pass each other on, or one on by many ways, are asked once.
    const question = `${target}#${exportedName}`;
    if (seen.has(question)) return null;
    seen.add(question);
    const source = { path: target, text: readText(target) ?? readFileSync(target, 'utf8') };
    return membersOfExport(source, exportedName, {
      resolveBase: baseReader(target, root, readText, depth + 1, seen),
    });
  };
}

/** The source that a specifier without or with another ending leads to: `./base`, `./base.js`, `./folder`. */
function findSource(wanted: string): string | null {
  const typed = wanted.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  const candidates = [
    typed,
    wanted,
    ...['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '/index.ts', '/index.js'].map((end) => wanted + end),
  ];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null;
}
