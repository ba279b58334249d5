import { quote } from 'onex-cli-kit';
import { messageFields, type Contract, type Operation } from 'onex-runtime/contract';
import { compareFields, type Direction, type FieldChange, type Message } from '../fields.ts';
import { fieldPlace, operationPlace, textPlace } from '../places.ts';
import type { FoundChange } from '../types.ts';

/** Changes of a node's operations and their results. */
export function compareOperations(before: Contract, after: Contract): FoundChange[] {
  const named = ({ operations }: Contract): ReadonlyMap<string, Operation> =>
    new Map(operations.map((operation) => [operation.name, operation]));
  const [old, now] = [named(before), named(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const successor =
      is === undefined ? after.operations.find(({ aliases = [] }) => aliases.includes(name)) : undefined;
    if (was !== undefined && successor !== undefined)
      return [renamed(name, successor.name), ...ofBoth(was, successor, before, after)];
    // It is compared under its former name.
    if (was === undefined && is?.aliases?.some((alias) => old.has(alias))) return [];
    if (was === undefined || is === undefined) return [addedOrRemoved(name, is !== undefined)];
    return [...ofBoth(was, is, before, after), ...lostAliases(was, after)];
  });
}

function ofBoth(was: Operation, is: Operation, before: Contract, after: Contract): FoundChange[] {
  const names = { before: was.name, after: is.name };
  return [
    ...ofMessage(names, 'input', before, after),
    ...ofMessage(names, 'output', before, after),
    ...ofTopics(was, is),
    ...ofRest(was, is),
  ];
}

function renamed(from: string, to: string): FoundChange {
  return {
    breaks: null,
    message: `operation ${quote(from)} is called ${quote(to)}, and is still accepted by its former name`,
    version: 'new',
    place: operationPlace(to),
    subject: { kind: 'operation', operation: to, part: 'all', field: null },
  };
}

/** Returns the former names by which an operation can no longer be requested. */
function lostAliases({ name, aliases = [] }: Operation, { operations }: Contract): FoundChange[] {
  const known = new Set(operations.flatMap((one) => [one.name, ...(one.aliases ?? [])]));
  return aliases
    .filter((alias) => !known.has(alias))
    .map((alias) => ({
      breaks: 'consumers',
      message: `operation ${quote(name)}: its former name ${quote(alias)} is removed`,
      version: 'old',
      place: operationPlace(name),
      subject: { kind: 'operation', operation: alias, part: 'all', field: null },
    }));
}

function addedOrRemoved(name: string, isNew: boolean): FoundChange {
  return {
    breaks: isNew ? null : 'consumers',
    message: `operation ${quote(name)} is ${isNew ? 'new' : 'removed'}`,
    version: isNew ? 'new' : 'old',
    place: operationPlace(name),
    subject: { kind: 'operation', operation: name, part: 'all', field: null },
  };
}

function ofMessage(
  names: { readonly before: string; readonly after: string },
  direction: Direction,
  before: Contract,
  after: Contract,
): FoundChange[] {
  const message = (contract: Contract, name: string): Message => ({
    fields: messageFields(contract, name, direction),
    models: contract.definitions,
  });
  const [old, now] = [message(before, names.before), message(after, names.after)];
  return compareFields(old, now, direction).map((change) => ofField(names.after, direction, change));
}

function ofField(operation: string, direction: Direction, change: FieldChange): FoundChange {
  const { path, isCompatible, version } = change;
  const field = path.length === 0 ? null : path.join('.');
  const what = field === null ? direction : `${direction} field ${quote(field).slice(1, -1)}`;
  return {
    breaks: isCompatible ? null : 'consumers',
    message: `operation ${quote(operation)}: ${what} ${change.message}`,
    version,
    place: fieldPlace(operation, direction, path),
    subject: { kind: 'operation', operation, part: direction, field },
  };
}

function ofTopics(was: Operation, is: Operation): FoundChange[] {
  const ends = (['completedTopic', 'failedTopic'] as const).filter((key) => was[key] !== is[key]);
  return ends.map((key) => ({
    breaks: 'consumers',
    message: `operation ${quote(is.name)}: its ${key === 'completedTopic' ? 'completed' : 'failed'} event goes to ${quote(is[key], 200)}; it went to ${quote(was[key], 200)}`,
    version: 'new',
    place: textPlace(is[key], 'event_bus'),
    subject: { kind: 'operation', operation: is.name, part: 'output', field: null },
  }));
}

function ofRest(was: Operation, is: Operation): FoundChange[] {
  const names = { description: 'description', idempotent: 'idempotent', timeoutMs: 'time-out' } as const;
  const keys = Object.keys(names) as (keyof typeof names)[];
  return keys
    .filter((key) => was[key] !== is[key])
    .map((key) => ({
      breaks: null,
      message: `operation ${quote(is.name)}: ${names[key]} is ${quote(is[key])}; it was ${quote(was[key])}`,
      version: 'new',
      place: operationPlace(is.name),
      subject: null,
    }));
}
