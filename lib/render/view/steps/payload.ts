import { isAssignable, type Field } from 'onex-runtime/contract';
import { propertyAccess, propertyKey, stringLiteral, layOut, SourceText } from '../../text/index.ts';
import { MISSING_VALUE, missingValue } from '../operations/index.ts';
import type { Message } from './target.ts';

/** Where a field of a command may come from: what the workflow started with, or the result of an earlier step. */
export interface Source {
  /** `start.input`, or `results.compute_price`. */
  readonly expression: string;
  /** Name that the expression begins with. */
  readonly root: string;
  /** Whether it is there whenever the command is made; the result of a step that may be skipped is not. */
  readonly sure: boolean;
  readonly message: Pick<Message, 'fields' | 'definitions'>;
}

/** A payload as code. */
export interface Payload {
  /** From the context to the payload. */
  readonly source: SourceText;
  /** Required fields that nothing surely gives: the code throws an error that names them. */
  readonly unfilled: readonly string[];
  /** Whether it needs `type Command`, since it takes values whose type is unknown. */
  readonly casts: boolean;
  /** Whether it ends with an error where a value is not known. */
  readonly mayLack: boolean;
}

export interface PayloadOptions {
  readonly to: Message;
  /** The nearest first. */
  readonly sources: readonly Source[];
  /** Sources of which all fields are passed on where the command may have any. */
  readonly spread: readonly Source[];
  /** Of the function in its object. */
  readonly property: 'command' | 'compensate';
  /**
   * The result of the effect that is undone: an id that it lacks, because there was no answer, is the effect's key, under
   * which generated effects create what they are given no id for.
   */
  readonly effectOf?: Source;
  /** Name of the command's type in the file. */
  readonly commandType: string;
}

/**
 * A payload by the names of its fields: each comes from the nearest source that has a field of that name and of a type
 * that fits; otherwise from those that may have any field. A required field without a value throws an error that names it.
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

/** Alternatives of which the first that is there is the value, taken for a type where one is given. */
export function firstOf(alternatives: readonly string[], type: string | null): string {
  const value = alternatives.join(' ?? ');
  if (type === null) return value;
  return alternatives.length > 1 ? `(${value}) as ${type}` : `${value} as ${type}`;
}

function isNeeded({ required, default: byDefault }: Field): boolean {
  return required && byDefault === undefined;
}

/** The value of a field; null: it is optional, and nothing gives it. */
interface Value extends Omit<Found, 'sure' | 'typed'> {
  readonly isUnfilled: boolean;
}

/**
 * In what undoes an effect, the effect's own result may be absent. An id is the key of the effect then. Any other value
 * that is unknown throws: the step cannot be undone by itself, and is reported.
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
  /** Expressions, the nearest first. */
  readonly alternatives: readonly string[];
  /** Names that the expressions use. */
  readonly uses: readonly string[];
  readonly sure: boolean;
  /** Whether the values have a type of the contract; those of a message without declared fields are `unknown`. */
  readonly typed: boolean;
  /** The type that an `unknown` value is asserted to have; null: none is needed. */
  readonly cast: string | null;
}

/**
 * The value of a field of a message: from the nearest source that has a field of that name and of a type that fits, otherwise
 * from those that may have any field; null where none does.
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
  // What is not there goes unsaid, and the node that is asked says so.
  const values = open.map(({ expression, sure }) => access(expression, sure, field.name));
  const cast = field.type.kind === 'any' ? null : `${commandType}[${stringLiteral(field.name)}]`;
  return { alternatives: values, uses: open.map(({ root }) => root), sure: true, typed: false, cast };
}

/** The nearest value that is there; nothing is asked after one that always is. */
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

/** `({ start, results }) => ({ … })` with what the entries use of the context. */
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
