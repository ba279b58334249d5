import type { FieldType } from '../../model.ts';
import { constrained } from '../constraints.ts';
import { takeMark, type Cursor } from './cursor.ts';
import { NotationError, type Token } from './tokens.ts';

/** Of `Field(…)`: said to people, or of the field and not of its values. */
const TO_PEOPLE = new Set(['description', 'title', 'examples', 'example', 'repr', 'deprecated']);

/** Arguments without a name, by what they are given to. */
const BY_POSITION: Readonly<Record<string, readonly string[]>> = {
  Ge: ['ge'],
  Gt: ['gt'],
  Le: ['le'],
  Lt: ['lt'],
  MultipleOf: ['multiple_of'],
  MinLen: ['min_length'],
  MaxLen: ['max_length'],
  Len: ['min_length', 'max_length'],
};
/** Calls whose arguments constrain a type. */
const CONSTRAINS = new Set([...Object.keys(BY_POSITION), 'Field', 'Interval', 'StringConstraints']);

/** Types that are calls: `conint(ge=0)`. */
export const CALLED: Readonly<Record<string, FieldType>> = {
  constr: { kind: 'string' },
  conint: { kind: 'integer' },
  confloat: { kind: 'number' },
  condecimal: { kind: 'decimal' },
  conbytes: { kind: 'bytes' },
  condate: { kind: 'date' },
  StringConstraints: { kind: 'string' },
};

/** `Annotated[T, Field(ge=0), "words"]`: the type with what follows it; takes the bracket that closes it. */
export function annotated(type: FieldType, cursor: Cursor): FieldType {
  let made = type;
  while (!takeMark(cursor, ']')) {
    const token = cursor.tokens[cursor.index];
    if (token === undefined) throw new NotationError('"]" is missing', cursor.end);
    cursor.index += 1;
    if (token.kind === 'string' || (token.kind === 'mark' && token.text === ',')) continue;
    const name = token.kind === 'name' ? (token.text.split('.').at(-1) ?? '') : '';
    if (takeMark(cursor, '(')) made = called(made, name, cursor);
    else cursor.unread.push(name || 'what follows the type');
  }
  return made;
}

/** A type with the arguments of a call; takes the parenthesis that closes it. */
export function called(type: FieldType, call: string, cursor: Cursor): FieldType {
  const given = parts(cursor);
  if (!CONSTRAINS.has(call) && !call.startsWith('con')) {
    cursor.unread.push(call);
    return type;
  }
  let made = type;
  for (const [index, part] of given.entries()) {
    const [first, second] = part;
    if (first === undefined) continue;
    const isNamed = first.kind === 'name' && second?.kind === 'other' && second.text === '=';
    const name = isNamed ? first.text : (BY_POSITION[call]?.[index] ?? '');
    if (TO_PEOPLE.has(name)) continue;
    const found = constrained(made, name, valueOf(isNamed ? part.slice(2) : part));
    if (typeof found === 'string') cursor.unread.push(name || call);
    else made = found;
  }
  return made;
}

/** A number or a text that is alone. */
function valueOf([token, ...others]: readonly Token[]): unknown {
  if (token === undefined || others.length > 0) return undefined;
  if (token.kind === 'number') return token.value;
  return token.kind === 'string' ? token.text : undefined;
}

/** Tokens between commas, to the parenthesis that closes them. */
function parts(cursor: Cursor): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (let depth = 1; ; cursor.index += 1) {
    const token = cursor.tokens[cursor.index];
    if (token === undefined) throw new NotationError('")" is missing', cursor.end);
    const mark = token.kind === 'mark' ? token.text : '';
    if (mark === '(' || mark === '[') depth += 1;
    if (mark === ')' || mark === ']') depth -= 1;
    if (depth === 0) {
      cursor.index += 1;
      return found;
    }
    if (mark === ',' && depth === 1) found.push([]);
    else found.at(-1)?.push(token);
  }
}
