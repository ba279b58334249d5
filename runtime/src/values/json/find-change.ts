/** A value that JSON cannot hold, or would change. */
export interface Change {
  /** Path of the value: `$.items[2].at`. Printable ASCII. */
  readonly path: string;
  /** The problem with the value: `is a Date; write it as text (toISOString)`. */
  readonly why: string;
}

/** Maximum levels of objects and arrays. Deeper ones would exhaust the stack of code that writes them. */
const DEEPEST = 1_000;
const LONGEST_KEY = 60;

/** Objects that JSON would change, and the text to use instead. */
const REMEDIES: readonly (readonly [type: string, remedy: string])[] = [
  ['Date', 'write it as text (toISOString)'],
  ['Set', 'write it as an array'],
  ['Map', 'write it as an object'],
];

/**
 * The first value that a round trip through JSON would change: a Date, NaN, a Set, a bigint, undefined in an array, an
 * instance of a class, a circular reference, or more than `deepest` levels. Null if there is none. A field that is
 * undefined counts as absent, and -0 as 0.
 */
export function findChange(value: unknown, deepest = DEEPEST): Change | null {
  return isUnchanged(value, deepest) ? null : searchChange(value, deepest);
}

/**
 * Whether nothing changes. False also for values that nest deeper than `levels`, as a circular reference does. It
 * allocates nothing.
 */
function isUnchanged(part: unknown, levels: number): boolean {
  if (typeof part === 'string' || typeof part === 'boolean' || part === null) return true;
  if (typeof part === 'number') return Number.isFinite(part);
  if (typeof part !== 'object' || levels === 0) return false;
  if (Array.isArray(part)) {
    // An index loop also visits the holes of the array.
    for (let index = 0; index < part.length; index += 1) {
      if (!isUnchanged(part[index], levels - 1)) return false;
    }
    return true;
  }
  if (!isPlain(part)) return false;
  for (const key of Object.keys(part)) {
    const inner: unknown = (part as Record<string, unknown>)[key];
    if (inner !== undefined && !isUnchanged(inner, levels - 1)) return false;
  }
  return true;
}

function searchChange(value: unknown, deepest: number): Change | null {
  const ancestors = new Set<object>();
  const path: (string | number)[] = [];
  const changed = (why: string): Change => ({ path: pathText(path), why });

  const visit = (part: unknown): Change | null => {
    switch (typeof part) {
      case 'string':
      case 'boolean':
        return null;
      case 'number':
        return Number.isFinite(part) ? null : changed(`is ${part}; write it as text or null`);
      case 'bigint':
        return changed('is a BigInt; write it as text');
      case 'object':
        return part === null ? null : visitObject(part);
      default:
        return changed(part === undefined ? 'is undefined; write null' : `is a ${typeof part}`);
    }
  };
  const visitObject = (part: object): Change | null => {
    if (ancestors.has(part)) return changed('is circular: it contains itself');
    if (path.length >= deepest) return changed(`is nested deeper than ${deepest} levels`);
    const isArray = Array.isArray(part);
    if (!isArray && !isPlain(part)) return changed(whyNotPlain(part));
    ancestors.add(part);
    const keys = isArray ? part.keys() : Object.keys(part);
    for (const key of keys) {
      const inner: unknown = (part as Record<string | number, unknown>)[key];
      if (inner === undefined && !isArray) continue;
      path.push(key);
      const found = visit(inner);
      if (found !== null) return found;
      path.pop();
    }
    ancestors.delete(part);
    return null;
  };
  return visit(value);
}

/** Plain objects of another realm count, too. */
function isPlain(part: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(part);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function whyNotPlain(part: object): string {
  const type = Object.prototype.toString.call(part).slice('[object '.length, -1);
  const remedy = REMEDIES.find(([name]) => name === type)?.[1];
  if (remedy !== undefined) return `is a ${type}; ${remedy}`;
  return `is an instance of ${printable(part.constructor?.name ?? type)}; write it as a plain object or as text`;
}

function pathText(path: readonly (string | number)[]): string {
  const shown = path.slice(0, 20).map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[\w$]{1,60}$/.test(key) ? `.${key}` : `["${printable(key)}"]`;
  });
  return `$${shown.join('')}${path.length > 20 ? '…' : ''}`;
}

function printable(text: string): string {
  return text.slice(0, LONGEST_KEY).replaceAll(/[^\x20-\x7e]/g, '?');
}
