import type { Field } from 'onex-runtime/contract';
import {
  propertyAccess,
  propertyKey,
  stringLiteral,
  valueLiteral,
  expression,
  usesOf,
  type Expression,
  layOut,
  SourceText,
} from '../../text/index.ts';
import { isAlwaysAssignable } from '../source/index.ts';

/** The runtime's function that throws an error with the name of a field and the place that lacks its value. */
export const MISSING_VALUE = 'missingValue';

/** Returns an expression for a field of the result, or null if another rule must provide it. */
export type Give = (field: Field) => Expression | null;

export interface AnswerOptions {
  readonly input: readonly Field[] | null;
  readonly output: readonly Field[] | null;
  /** Expression of the input, and the name that it starts with; default `input`. */
  readonly from?: Expression;
  /** Entries of the result if the contract does not name its fields; default: all of the input. */
  readonly open?: readonly Expression[];
  /** Entries before all others; later fields override theirs. */
  readonly spread?: readonly Expression[];
  /** Model that parses the result if the types of its entries are unknown; null: none. */
  readonly model?: string | null;
  /** Columns before the result; default: those of `    return `. */
  readonly before?: number;
  /** Tried first. */
  readonly known?: Give;
}

/** The object that a handler or workflow returns until the user writes it. */
export interface Answer {
  readonly source: SourceText;
  readonly uses: ReadonlySet<string>;
  /** Required fields without a value. The result throws an error that names them. */
  readonly missing: readonly string[];
}

const INPUT = expression('input', 'input');

/**
 * Returns the result of a handler. Each field comes from the known values, otherwise from the input's field of the same
 * name and type, otherwise from the contract's default. A required field without a source is never invented: the code
 * throws. An optional one is left out.
 */
export function answerOf(options: AnswerOptions): Answer {
  const { output, from = INPUT, spread = [], model = null, before = '    return '.length } = options;
  const given = output?.map((field) => ({ field, value: valueOf(field, options) })) ?? [];
  const entries =
    output === null
      ? (options.open ?? [expression(`...${from.source}`, ...from.uses)])
      : given.flatMap(({ field, value }) => {
          if (value === 'spread' || value === 'absent') return [];
          const made = value === 'missing' ? missingValue(field.name) : value;
          return [expression(`${propertyKey(field.name)}: ${made.source}`, ...made.uses)];
        });
  const all = [...spread, ...entries];
  const call = model === null ? '' : `${model}.parse(`;
  const place = { open: `${call}{ `, close: model === null ? ' }' : ' })', before, after: 2, indent: 4 };
  const source =
    all.length === 0
      ? `${call}{}${model === null ? '' : ')'}`
      : layOut(
          all.map((one) => one.source),
          place,
        );
  return {
    source: new SourceText(source),
    uses: usesOf(all),
    missing: given.flatMap(({ field, value }) => (value === 'missing' ? [field.name] : [])),
  };
}

/** Returns an expression that throws; TypeScript accepts it as a value of any type. */
export function missingValue(name: string): Expression {
  return expression(`${MISSING_VALUE}(import.meta.url, ${stringLiteral(name)})`, MISSING_VALUE);
}

/** Represents a field that a spread entry provides. */
export const SPREAD = expression('');

function valueOf(field: Field, options: AnswerOptions): Expression | 'missing' | 'absent' | 'spread' {
  const { input, from = INPUT, known } = options;
  const found = known?.(field) ?? fromInput(field, input, from);
  if (found !== null) return found === SPREAD ? 'spread' : found;
  const { default: byDefault, required } = field;
  if (byDefault !== undefined && byDefault !== null) return expression(valueLiteral(byDefault));
  return required ? 'missing' : 'absent';
}

/** Returns the input's field of the same name, if its type fits and it is present whenever the result needs it. */
export function fromInput(field: Field, input: readonly Field[] | null, from = INPUT): Expression | null {
  const given = input?.find(({ name }) => name === field.name);
  if (given === undefined || !isAlwaysAssignable(given.type, field.type)) return null;
  const sure = given.required || given.default !== undefined;
  return sure || (!field.required && field.default === undefined)
    ? expression(propertyAccess(from.source, field.name), ...from.uses)
    : null;
}

/** Maximum length of a text that stays on its line of code. */
const LONGEST_NOTE = 60;

/** Describes required fields without a value; null if there are none. */
export function placeholderOf(missing: readonly string[]): string | null {
  if (missing.length === 0) return null;
  const note = `no value for ${missing.join(', ')}`;
  return note.length > LONGEST_NOTE ? `no values for ${missing.length} fields` : note;
}
