import { LINE_WIDTH, propertyKey, stringLiteral, valueLiteral } from './escape.ts';
import { SourceText } from './source-text.ts';

/**
 * Returns `open`, the items, and `close` on one line if they fit after `before` columns, otherwise one item per line.
 */
export function layOut(
  items: readonly string[],
  { open, close, before = 0, after = 0, indent = 0 }: LayoutOptions,
): string {
  const line = `${open}${items.join(', ')}${close}`;
  if (before + line.length + after <= LINE_WIDTH) return line;
  const margin = ' '.repeat(indent);
  return `${open.trimEnd()}\n${items.map((item) => `${margin}  ${item},\n`).join('')}${margin}${close.trimStart()}`;
}

export interface LayoutOptions {
  readonly open: string;
  readonly close: string;
  /** Width of the preceding text on the first line. */
  readonly before?: number;
  /** Width of the following text on the line. */
  readonly after?: number;
  /** Indentation of the line of `close`. */
  readonly indent?: number;
}

/** The position of a value in its line, and the indentation of its last line. */
export interface Place {
  readonly before: number;
  readonly after: number;
  readonly indent: number;
}

/** Returns a JSON value as an expression on as few lines as possible. */
export function layOutValue(value: unknown, place: Place): string {
  const line = valueLiteral(value);
  if (place.before + line.length + place.after <= LINE_WIDTH) return line;
  const indent = place.indent + 2;
  if (Array.isArray(value)) {
    const items = value.map((item) => layOutValue(item, { before: indent, after: 1, indent }));
    return layOut(items, { ...place, open: '[', close: ']' });
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return line;
  const entries = Object.entries(value).map(([name, item]) => {
    const key = `${propertyKey(name)}: `;
    return key + layOutValue(item, { before: indent + key.length, after: 1, indent });
  });
  return layOut(entries, { ...place, open: '{ ', close: ' }' });
}

/** Returns an import statement; type-only names are passed as `type Name`. */
export function importStatement(names: readonly string[], from: string): SourceText {
  const typesOnly = names.every((name) => name.startsWith('type '));
  const keyword = typesOnly ? 'import type ' : 'import ';
  const specifiers = typesOnly ? names.map((name) => name.slice('type '.length)) : names;
  const end = ` from ${stringLiteral(from)};`;
  const [only] = specifiers;
  const list =
    specifiers.length === 1 && only !== undefined
      ? `{ ${only} }`
      : layOut(specifiers, { open: '{ ', close: ' }', before: keyword.length, after: end.length });
  return new SourceText(`${keyword}${list}${end}`);
}

/** Returns a re-export of some names. */
export function exportStatement(names: readonly string[], from: string): SourceText {
  const end = ` from ${stringLiteral(from)};`;
  const list = layOut(names, { open: '{ ', close: ' }', before: 'export '.length, after: end.length });
  return new SourceText(`export ${list}${end}`);
}

/** Returns the type of a const object's values, under the object's own name. */
export function enumType(name: string): SourceText {
  const start = `export type ${name} =`;
  const type = `(typeof ${name})[keyof typeof ${name}];`;
  const fits = start.length + 1 + type.length <= LINE_WIDTH;
  return new SourceText(`${start}${fits ? ' ' : '\n  '}${type}`);
}

/** Returns the head of a method with its opening brace, indented by two columns. */
export function methodHead(name: string, parameters: readonly string[], result: string): SourceText {
  const end = `): ${result} {`;
  const list = layOut(parameters, {
    open: '(',
    close: ')',
    before: 2 + name.length,
    after: end.length - 1,
    indent: 2,
  });
  return new SourceText(`  ${name}${list.slice(0, -1)}${end}`);
}

/** `export class A extends B<C, D> {` on as many lines as it needs. */
export function classHead(name: string, base: string, types: readonly string[]): SourceText {
  const start = `export class ${name} ${base}<`;
  const line = `${start}${types.join(', ')}> {`;
  return new SourceText(line.length <= LINE_WIDTH ? line : `${start}\n  ${types.join(',\n  ')}\n> {`);
}

/** Returns an object of short properties after `before` columns, with `after` columns after it. */
export function objectLiteral(
  properties: readonly string[],
  before: number,
  after: number,
  indent = 0,
): SourceText {
  if (properties.length === 0) return new SourceText('{}');
  return new SourceText(layOut(properties, { open: '{ ', close: ' }', before, after, indent }));
}

/** Returns the type of the zod schema with the same name. */
export function inferredType(name: string): SourceText {
  const line = `export type ${name} = z.infer<typeof ${name}>;`;
  if (line.length <= LINE_WIDTH) return new SourceText(line);
  return new SourceText(`export type ${name} = z.infer<\n  typeof ${name}\n>;`);
}
