import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package's modules, which are not the user's code. Null in a CommonJS bundle, which has no URL. */
const OWN = ownFolder(import.meta.url);

function ownFolder(url: string | undefined): string | null {
  return url === undefined ? null : fileURLToPath(new URL('../', url));
}

/**
 * A line of a stack that has a place: a URL or a path, its line, and its column if there is one. The place of a syntax
 * error is alone on its line. A line of a message may end with a place, but does not begin with one.
 */
const PLACE =
  /^(?:at (?:async |.*? \()?)?(?<file>(?:file:\/\/|\/|[A-Za-z]:\\).*?):(?<line>\d+)(?::(?<column>\d+))?\)?$/u;

/**
 * The first place of a stack in the user's code, `nodes/…/node.ts:41:11`: not in Node, an installed package, or the
 * runtime. The stacks of causes follow that of the error, so a place of a cause counts too. Null if there is none.
 * @param from paths below this folder are relative to it
 */
export function userFrame(stack: unknown, from: string = process.cwd()): string | null {
  if (typeof stack !== 'string') return null;
  for (const text of stack.split('\n')) {
    const { file, line, column } = PLACE.exec(text.trim())?.groups ?? {};
    // Evaluated code has no file.
    if (file === undefined || file.endsWith('<anonymous>')) continue;
    const absolute = pathOf(file);
    if (absolute === null || isOwn(absolute) || /[\\/]node_modules[\\/]/u.test(absolute)) continue;
    const relative = path.relative(from, absolute);
    const shown = relative.startsWith('..') || path.isAbsolute(relative) ? absolute : relative;
    return [shown.replaceAll('\\', '/'), line, ...(column === undefined ? [] : [column])].join(':');
  }
  return null;
}

function isOwn(file: string): boolean {
  return OWN !== null && file.startsWith(OWN);
}

function pathOf(file: string): string | null {
  try {
    return file.startsWith('file:') ? fileURLToPath(file.replace(/[?#].*$/u, '')) : path.resolve(file);
  } catch {
    return null;
  }
}
