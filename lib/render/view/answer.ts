import type { Field, FieldType } from 'onex-runtime/contract';
import { propertyAccess, propertyKey, valueLiteral } from '../escape.ts';
import { layOut } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import type { Definitions } from './field-models.ts';
import { placeholderExpression } from './values.ts';

/** Expression for a field of the answer, or null where another rule must give it. */
export type FieldExpression = (field: Field) => string | null;

export interface AnswerOptions {
  readonly input: readonly Field[] | null;
  readonly output: readonly Field[] | null;
  readonly definitions: Definitions;
  /** Expression of the input; default `input`. */
  readonly from?: string;
  /** Entries of the answer where the contract does not name its fields; default: all of the input. */
  readonly open?: readonly string[];
  /** Columns before the answer; default: those of `    return `. */
  readonly before?: number;
  /** Asked first. */
  readonly known?: FieldExpression;
}

/**
 * The object a handler answers with until its owner writes it: what is known, else the input's field of the same
 * name and type, else the contract's default, else a value that says nothing. Optional fields without any are left
 * out. Layout is for `    return …;`.
 */
export function answerExpression(options: AnswerOptions): SourceText {
  const { input, output, from = 'input', open = [`...${from}`], before = '    return '.length } = options;
  const entries =
    output === null
      ? open
      : output.flatMap((field) => {
          const expression =
            options.known?.(field) ?? fromInput(field, input, from) ?? otherwise(field, options);
          return expression === null ? [] : [`${propertyKey(field.name)}: ${expression}`];
        });
  if (entries.length === 0) return new SourceText('{}');
  return new SourceText(layOut(entries, { open: '{ ', close: ' }', before, after: 2, indent: 4 }));
}

function fromInput(field: Field, input: readonly Field[] | null, from: string): string | null {
  const given = input?.find(({ name }) => name === field.name);
  if (given === undefined || !fits(given.type, field.type)) return null;
  const sure = given.required || given.default !== undefined;
  return sure || (!field.required && field.default === undefined) ? propertyAccess(from, field.name) : null;
}

/** Whether a value of one type is one of the other: the same type, or the same without any constraints. */
function fits(given: FieldType, wanted: FieldType): boolean {
  const text = JSON.stringify(wanted);
  const bare = JSON.stringify(given, (key, value: unknown) => (key === 'constraints' ? undefined : value));
  return JSON.stringify(given) === text || bare === text;
}

function otherwise(field: Field, { definitions }: AnswerOptions): string | null {
  if (field.default !== undefined && field.default !== null) return valueLiteral(field.default);
  return field.required ? placeholderExpression(field.type, definitions) : null;
}
