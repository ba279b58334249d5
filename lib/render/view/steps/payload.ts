import { isAssignable, type Field } from 'onex-runtime/contract';
import { indexAccess, propertyAccess, propertyKey, layOut, SourceText } from '../../text/index.ts';
import { MISSING_VALUE, missingValue } from '../operations/index.ts';
import type { Message } from './target.ts';

/** A possible source of a command's field: the start of the workflow, or the result of an earlier step. */
export interface Source {
  /** `start.input`, or `results.compute_price`. */
  readonly expression: string;
  /** The name that the expression starts with. */
  readonly root: string;
  /** Whether it exists whenever the command is created. The result of a step that may be skipped does not. */
  readonly sure: boolean;
  readonly message: Pick<Message, 'fields' | 'definitions'>;
}

/** A payload as code. */
export interface Payload {
  /** A function from the context to the payload. */
  readonly source: SourceText;
  /** Required fields without a certain value. The code throws an error that names them. */
  readonly unfilled: readonly string[];
  /** Whether it needs `type Command` to cast values of unknown type. */
  readonly casts: boolean;
  /** Whether it throws an error if a value is unknown. */
  readonly mayLack: boolean;
}

export interface PayloadOptions {
  readonly to: Message;
  /** Nearest first. */
  readonly sources: readonly Source[];
  /** Sources whose fields are all passed on if the command accepts any. */
  readonly spread: readonly Source[];
  /** Name of the function in its object. */
  readonly property: 'command' | 'compensate';
  /**
   * The result of the effect to undo. If its id is missing because there was no reply, the effect's key is used:
   * generated effects create records under that key when they get no id.
   */
  readonly effectOf?: Source;
  /** Name of the command's type in the file. */
  readonly commandType: string;
}

/**
 * Returns a payload by the names of its fields. Each value comes from the nearest source with a field of that name and
 * a matching type, otherwise from the sources that may have any field. A required field without a value throws an error
 * that names it.
 */
export function payloadOf(options: PayloadOptions): Payload {
  const { to, spread } = options;
  if (to.fields === null) {
    const parts = spread.map(({ expression }) => `...${expression}`);
    const roots = spread.map(({ root }) => root);
    const source = functionOf(parts, roots, options);
    return { source, unfilled: [], casts: false, mayLack: false };
  }
  const fields = to.fields.flatMap((field) => {
    const found = valueOf(field, options);
    return found === null ? [] : [{ field, found }];
  });
  return {
    source: functionOf(
      fields.map(
        ({ field, found }) => `${propertyKey(field.name)}: ${firstOf(found.alternatives, found.cast)}`,
      ),
      fields.flatMap(({ found }) => found.uses),
      options,
    ),
    unfilled: fields.flatMap(({ field, found }) => (found.isUnfilled ? [field.name] : [])),
    casts: fields.some(({ found }) => found.cast !== null),
    mayLack: fields.some(({ found }) => found.uses.includes(MISSING_VALUE)),
  };
}

/** Returns the first existing alternative as the value, cast to a type if one is given. */
export function firstOf(alternatives: readonly string[], type: string | null): string {
  const value = alternatives.join(' ?? ');
  if (type === null) return value;
  return alternatives.length > 1 ? `(${value}) as ${type}` : `${value} as ${type}`;
}

function isNeeded({ required, default: byDefault }: Field): boolean {
  return required && byDefault === undefined;
}

/** The value of a field; null: it is optional and has no source. */
interface Value extends Omit<Found, 'sure' | 'typed'> {
  readonly isUnfilled: boolean;
}

/**
 * When an effect is undone, its own result may be missing. An id is then the key of the effect. Any other unknown value
 * throws: the step cannot be undone automatically, and this is reported.
 */
function valueOf(field: Field, { to, sources, commandType, effectOf }: PayloadOptions): Value | null {
  const found = findValue(field, to, sources, commandType);
  if (!isNeeded(field) || found?.sure === true) return found && { ...found, isUnfilled: false };
  const { alternatives, uses, cast } = found ?? { alternatives: [], uses: [], cast: null };
  const isOwn = found !== null && effectOf?.message.fields?.some(({ name }) => name === field.name) === true;
  const isKey = isOwn && isIdOfEffect(field);
  return {
    alternatives: [...alternatives, isKey ? KEY : missingValue(field.name).source],
    uses: [...uses, isKey ? KEY : MISSING_VALUE],
    cast,
    isUnfilled: !isOwn,
  };
}

const KEY = 'idempotencyKey';

function isIdOfEffect({ name, type }: Field): boolean {
  return (name === 'entity_id' || name === 'id') && (type.kind === 'string' || type.kind === 'uuid');
}

interface Found {
  /** Expressions, nearest first. */
  readonly alternatives: readonly string[];
  /** Names that the expressions use. */
  readonly uses: readonly string[];
  readonly sure: boolean;
  /** Whether the values have a type of the contract. Values of a message without declared fields are `unknown`. */
  readonly typed: boolean;
  /** The type to which an `unknown` value is cast; null: none is needed. */
  readonly cast: string | null;
}

/**
 * Returns the value of a field of a message: from the nearest source with a field of that name and a matching type,
 * otherwise from the sources that may have any field; null if there is none.
 */
export function findValue(
  field: Field,
  to: Message,
  sources: readonly Source[],
  commandType: string,
): Found | null {
  const typed = sources.flatMap(({ expression, root, sure, message }) => {
    const given = message.fields?.find(({ name }) => name === field.name);
    if (given === undefined) return [];
    const { definitions } = message;
    if (!isAssignable({ type: given.type, definitions }, { type: field.type, definitions: to.definitions }))
      return [];
    const always = given.required || (given.default !== undefined && given.default !== null);
    return [{ expression: access(expression, sure, field.name), uses: [root], sure: sure && always }];
  });
  if (typed.length > 0) return { ...chain(typed), typed: true, cast: null };
  const open = sources.filter(({ message }) => message.fields === null);
  if (open.length === 0) return null;
  // A missing value is left out, and the requested node reports it.
  const values = open.map(({ expression, sure }) => access(expression, sure, field.name));
  const cast = field.type.kind === 'any' ? null : indexAccess(commandType, field.name);
  return { alternatives: values, uses: open.map(({ root }) => root), sure: true, typed: false, cast };
}

/** Returns the nearest existing value. A source that always exists ends the chain. */
function chain(
  values: readonly {
    readonly expression: string;
    readonly uses: readonly string[];
    readonly sure: boolean;
  }[],
): Omit<Found, 'cast' | 'typed'> {
  const end = values.findIndex(({ sure }) => sure);
  const used = end === -1 ? values : values.slice(0, end + 1);
  return {
    alternatives: used.map(({ expression }) => expression),
    uses: used.flatMap(({ uses }) => uses),
    sure: end !== -1,
  };
}

function access(expression: string, sure: boolean, name: string): string {
  const property = propertyAccess('', name);
  return expression + (sure ? property : `?.${property.replace(/^\./, '')}`);
}

/** Returns `({ start, results }) => ({ … })` with the parts of the context that the entries use. */
function functionOf(
  entries: readonly string[],
  roots: readonly string[],
  { property }: PayloadOptions,
): SourceText {
  const used = ['start', 'results', KEY].filter((name) => roots.includes(name));
  const parameters = used.length === 0 ? '()' : `({ ${used.join(', ')} })`;
  if (entries.length === 0) return new SourceText(`${parameters} => ({})`);
  const before = 2 + property.length + 2;
  const place = { open: `${parameters} => ({ `, close: ' })', before, after: 1, indent: 2 };
  return new SourceText(layOut(entries, place));
}
