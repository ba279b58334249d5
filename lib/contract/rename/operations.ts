import { contractSteps, isStepSite } from './steps-of.ts';
import type { Rule, Site } from './scalars.ts';

/** Lists and mappings in which a contract declares its operations. */
const LISTS: readonly (readonly string[])[] = [
  ['io_operations'],
  ['annotations', 'operations'],
  ['operations'],
  ['effect_operations', 'operations'],
];
const NAME_KEYS = ['operation', 'operation_name', 'operation_id', 'name'];
const ALONE: ReadonlySet<unknown> = new Set(['effect', 'compute']);
const MACHINES: ReadonlySet<unknown> = new Set(['state_machine', 'state_transitions', 'fsm']);

/** Path of a site without indexes, as `handler_routing.handlers.operation`. */
export const keysOf = (path: Site['path']): readonly string[] =>
  path.filter((part) => typeof part === 'string');

export const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((key, index) => path[index] === key);

/** Returns the path below the declaration of an operation, and the declaration's key or index; null elsewhere. */
export function withinOperation(
  path: Site['path'],
): { readonly at: string | number; readonly below: Site['path'] } | null {
  for (const list of LISTS) {
    if (path.length > list.length && list.every((key, index) => path[index] === key))
      return { at: path[list.length]!, below: path.slice(list.length + 1) };
  }
  return null;
}

function isDeclaration(
  { path, isKey, value }: Site,
  named: (at: string | number, list: Site) => string[],
): boolean {
  const within = withinOperation(path);
  if (within === null) return ALONE.has(path[0]) && path[1] === 'operation_name' && path.length === 2;
  const { at, below } = within;
  if (below.length === 0) return typeof at === 'string' ? isKey : !isKey;
  if (below.length > 1 || isKey) return false;
  const keys = named(at, { path, isKey, value });
  const first = NAME_KEYS.find((key) => keys.includes(key));
  return below[0] === (first ?? 'operation_type');
}

function isReference({ path, isKey }: Site): boolean {
  if (isKey) return false;
  const keys = keysOf(path);
  const last = keys.at(-1);
  if (keys[0] === 'idempotent_operations') return keys.length === 1;
  if (startsWith(keys, ['handler_routing']))
    return ['operation', 'routing_key', 'supported_operations'].includes(String(last));
  if (keys[0] === 'handler') return ['operation', 'supported_operations'].includes(String(last));
  if (MACHINES.has(keys[0])) return keys[1] === 'transitions' && ['trigger', 'event'].includes(String(last));
  return last === 'for_operations' && isStepSite(path);
}

/** Returns the keys of the mapping at a path. */
function keysAt(document: unknown, path: Site['path']): string[] {
  const found = path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined,
    document,
  );
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}

/** Renames an operation in the contract that declares it. */
export function operationRule(document: unknown, from: string, to: string): Rule {
  return (site) => {
    if (site.value !== from) return null;
    const isIt =
      isDeclaration(site, (_, { path }) => keysAt(document, path.slice(0, -1))) || isReference(site);
    return isIt ? to : null;
  };
}

/**
 * Renames an operation in the contract of an orchestrator, in the steps that request it.
 * @param drives Whether the operation's node performs a step, by the step's id.
 */
export function drivenOperationRule(
  document: unknown,
  {
    from,
    to,
    drives,
  }: { readonly from: string; readonly to: string; readonly drives: (step: string) => boolean },
): Rule {
  const stepOf = contractSteps(document);
  return ({ path, isKey, value }) => {
    if (isKey || value !== from) return null;
    const step = stepOf(path);
    if (step === null || !drives(step)) return null;
    return ['operation', 'compensation', 'compensate'].includes(String(path.at(-1))) ? to : null;
  };
}
