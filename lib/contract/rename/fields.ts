import { withinOperation } from './operations.ts';
import type { Rule, Site } from './scalars.ts';

/** The models that have the field; `settings` is the model of the node's configuration. */
export type FieldOwner =
  | { readonly operation: string; readonly side: 'input' | 'output' | null }
  | { readonly definition: string }
  | { readonly settings: true };

export interface FieldRename {
  readonly owner: FieldOwner;
  readonly from: string;
  readonly to: string;
}

const SIDE_KEYS = ['fields', '', 's', 'model', 'schema', 'type'] as const;
const NAME_KEYS = ['operation', 'operation_name', 'operation_id', 'name', 'operation_type'];
const DEFINITIONS: readonly (readonly string[])[] = [
  ['annotations', 'definitions'],
  ['definitions', 'models'],
  ['definitions'],
];
/** Where a contract lists settings, by name or as a list. */
const SETTINGS: ReadonlySet<unknown> = new Set(['config', 'config_fields', 'secrets']);
const SCHEMA_KEYS = ['type', 'field_type', 'property_type', 'required', 'default', 'description'];

function keysOfSide(side: 'input' | 'output'): readonly string[] {
  return SIDE_KEYS.map((key) => (key === '' ? side : key === 's' ? `${side}s` : `${side}_${key}`));
}

const valueAt = (document: unknown, path: Site['path']): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined,
    document,
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the operation that contains a site has a given name. */
function isOperation(document: unknown, path: Site['path'], length: number, name: string): boolean {
  const declared = path.slice(0, length);
  const value = valueAt(document, declared);
  if (!isRecord(value)) return false;
  const key = NAME_KEYS.find((one) => typeof value[one] === 'string');
  return key === undefined ? declared.at(-1) === name : value[key] === name;
}

/** Returns the path of a site within the fields of a model; null if it is outside them. */
function withinModel(document: unknown, path: Site['path'], owner: FieldOwner): Site['path'] | null {
  if ('settings' in owner) return SETTINGS.has(path[0]) && path.length > 1 ? path.slice(1) : null;
  if ('definition' in owner) {
    const found = DEFINITIONS.find((one) => one.every((key, index) => path[index] === key));
    if (found === undefined || path[found.length] !== owner.definition) return null;
    const below = path.slice(found.length + 1);
    return below[0] === 'fields' && typeof valueAt(document, path.slice(0, found.length + 2)) === 'object'
      ? below.slice(1)
      : below;
  }
  const within = withinOperation(path);
  if (within === null) return null;
  const length = path.length - within.below.length;
  if (!isOperation(document, path, length, owner.operation)) return null;
  const sides = owner.side === null ? (['input', 'output'] as const) : [owner.side];
  return sides.some((side) => keysOfSide(side).includes(String(within.below[0])))
    ? within.below.slice(1)
    : null;
}

/** Renames a field at the start of a text: `amount`, `amount: Decimal`, `amount?`. */
function renamedStart(value: string, from: string, to: string): string | null {
  const name = /^\s*([A-Za-z_$][\w$]*)/.exec(value);
  if (name === null || name[1] !== from) return null;
  const rest = value.slice(name[0].length);
  return /^\??\s*(?::\s|$)/.test(rest) ? value.slice(0, name[0].length - from.length) + to + rest : null;
}

function renamedField(
  document: unknown,
  site: Site,
  below: Site['path'],
  { from, to }: FieldRename,
): string | null {
  const { path, isKey, value } = site;
  const isName = value === from || value === `${from}?`;
  const after = isName ? to + value.slice(from.length) : null;
  if (isKey) {
    const isField = below.length === 1 || (below.length === 2 && typeof below[0] === 'number');
    return isField || (below.length === 2 && below[0] === 'properties') ? after : null;
  }
  if (below.length === 1 && typeof below[0] === 'number') return renamedStart(value, from, to);
  if (below[0] === 'required' && below.length === 2) return after;
  if (below.length !== 2 || below[1] !== 'name') return null;
  const item = valueAt(document, path.slice(0, -1));
  return isRecord(item) && SCHEMA_KEYS.some((key) => Object.hasOwn(item, key)) ? after : null;
}

const MACHINES: ReadonlySet<unknown> = new Set(['state_machine', 'state_transitions', 'fsm']);
const IDEMPOTENCY = new Set(['hash_fields', 'key_fields', 'key_field', 'keys', 'key', 'tracking_fields']);

/** Renames a field where a contract names it outside its models. */
function renamedReference({ path, isKey, value }: Site, { from, to }: FieldRename): string | null {
  if (isKey) return null;
  const last = path.findLast((part) => typeof part === 'string') ?? '';
  if (path[0] === 'idempotency' && IDEMPOTENCY.has(last)) return value === from ? to : null;
  if (!MACHINES.has(path[0])) return null;
  if (last === 'required_data') return value === from ? to : null;
  const isCondition = last === 'expression' || last === 'conditions';
  return isCondition && value.split(/\s/, 1)[0] === from ? to + value.slice(from.length) : null;
}

/** Renames a field of a model; with `everywhere`, also where the contract names a message field on its own. */
export function fieldRule(document: unknown, rename: FieldRename, everywhere: boolean): Rule {
  return (site) => {
    const below = withinModel(document, site.path, rename.owner);
    if (below !== null) return renamedField(document, site, below, rename);
    return everywhere ? renamedReference(site, rename) : null;
  };
}
