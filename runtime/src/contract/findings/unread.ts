import { formatPath } from '../yaml/format-path.ts';
import { isFull, mistake, warn, type Place } from '../read/values/index.ts';
import { meantKey } from './near.ts';
import type { Trace } from './trace.ts';

/** What is known of all places of one kind, such as the items of one list. */
interface Kind {
  readonly asked: Set<string>;
  readonly reported: Set<string>;
}

/**
 * Reports every key that no reader took, once for each kind of place: all items of a list are one kind, and so are all
 * entries of a mapping whose keys are names. A key that is almost one that the readers know is a mistake; another one
 * has no effect.
 */
export function reportUnread(root: Place): void {
  const kinds = new Map<string, Kind>();
  const kindOf = (path: string): Kind => {
    const known = kinds.get(path);
    if (known !== undefined) return known;
    const made: Kind = { asked: new Set(), reported: new Set() };
    kinds.set(path, made);
    return made;
  };
  const collect = (trace: Trace, kind: string): void => {
    const { asked } = kindOf(kind);
    for (const key of trace.asked) asked.add(key);
    for (const [key, child] of trace.children) collect(child, kindBelow(kind, key, trace));
  };
  collect(root.trace, '');
  // A finding of the YAML parser, such as a key that is written twice, does not concern the key's effect.
  const parsed = new Set(root.log.source.issues);
  const reported = new Set(
    root.log.issues.filter((issue) => !parsed.has(issue)).map(({ path }) => JSON.stringify(path)),
  );

  const visit = (place: Place, kind: string): void => {
    const { value, path, log, trace } = place;
    if (trace.whole || typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      const index = Array.isArray(value) ? Number(key) : key;
      const child = trace.children.get(index);
      const below: Place = { value: item as unknown, path: [...path, index], log, trace: child ?? trace };
      if (child !== undefined && !isUntouched(item, child)) visit(below, kindBelow(kind, index, trace));
      else if (!reported.has(JSON.stringify(below.path))) report(below, place, kindOf(kind));
    }
  };
  visit(root, '');
}

/** A list or mapping that a reader looked at without taking anything from it. */
function isUntouched(value: unknown, { whole, children, asked, named }: Trace): boolean {
  if (typeof value !== 'object' || value === null || whole || named) return false;
  return children.size === 0 && asked.size === 0 && Object.keys(value).length > 0;
}

function kindBelow(kind: string, key: string | number, trace: Trace): string {
  const isName = typeof key === 'number' || (trace.named && !trace.asked.has(key));
  return `${kind}/${isName ? '*' : JSON.stringify(key)}`;
}

function report(place: Place, parent: Place, kind: Kind): void {
  const key = place.path.at(-1);
  const name = typeof key === 'string' ? key : '*';
  const other = parent.trace.beside.get(name);
  if (other !== undefined) {
    warn(place, `has no effect beside ${other}; remove one of them`, 'key');
    return;
  }
  if (kind.reported.has(name)) return;
  kind.reported.add(name);
  const meant =
    typeof key === 'string' && !kind.asked.has(key) && !isFull(place) ? meantKey(key, [...kind.asked]) : null;
  const reason = parent.trace.idle.get(name);
  const kept = 'ignored';
  if (reason !== undefined) warn(place, `${kept}: ${reason}`, 'key');
  else if (meant !== null)
    mistake(place, `not understood; did you mean ${formatPath([meant])}? It is ${kept}`, 'key');
  else warn(place, `not understood; ${kept}`, 'key');
}
