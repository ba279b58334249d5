/** The part of a regular expression's syntax that texts can be made from. */
export type PatternNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'characters'; readonly has: (character: string) => boolean; readonly listed: string }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number };

interface Reading {
  readonly text: string;
  index: number;
  depth: number;
}

const EMPTY: PatternNode = { kind: 'empty' };
const MAX_DEPTH = 64;

/**
 * Parses a pattern. Returns null for syntax from which no text can be derived, such as backreferences. Anchors and
 * lookaround are ignored, because the caller matches each text against the pattern itself.
 */
export function parsePatternText(text: string): PatternNode | null {
  const reading: Reading = { text, index: 0, depth: 0 };
  const node = choice(reading);
  return node === null || reading.index < text.length ? null : node;
}

function choice(reading: Reading): PatternNode | null {
  if (++reading.depth > MAX_DEPTH) return null;
  const parts: PatternNode[] = [];
  do {
    const part = sequence(reading);
    if (part === null) return null;
    parts.push(part);
  } while (take(reading, '|'));
  reading.depth -= 1;
  return parts.length === 1 ? (parts[0] ?? null) : { kind: 'choice', parts };
}

function sequence(reading: Reading): PatternNode | null {
  const parts: PatternNode[] = [];
  while (reading.index < reading.text.length && !/[|)]/.test(reading.text[reading.index] ?? '')) {
    const part = atom(reading);
    if (part === null) return null;
    const quantified = repeat(part, reading);
    if (quantified === null) return null;
    parts.push(quantified);
  }
  return { kind: 'sequence', parts };
}

const QUANTIFIER = /([*+?]|\{(\d{1,5})(,(\d{0,5}))?\})[?+]?/y;

function repeat(part: PatternNode, reading: Reading): PatternNode | null {
  QUANTIFIER.lastIndex = reading.index;
  const found = QUANTIFIER.exec(reading.text);
  if (found === null) return part;
  reading.index = QUANTIFIER.lastIndex;
  const [, sign = '', from, range, to] = found;
  if (from === undefined) {
    return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
  }
  const least = Number(from);
  const most = range === undefined ? least : to === '' ? Infinity : Number(to);
  return most < least ? null : { kind: 'repeat', part, least, most };
}

function atom(reading: Reading): PatternNode | null {
  const character = next(reading);
  switch (character) {
    case '(':
      return group(reading);
    case '[':
      return characterClass(reading);
    case '\\':
      return escaped(reading);
    case '.':
      return characters((one) => one !== '\n' && one !== '\r');
    case '^':
    case '$':
      return EMPTY;
    case '*':
    case '+':
    case '?':
      return null;
    default:
      return characters((one) => one === character, character);
  }
}

const LOOK_AROUND = /\?<?[=!]/y;
const GROUP_HEAD = /\?(?::|P?<[A-Za-z_]\w*>|[a-z]*:)/y;

function group(reading: Reading): PatternNode | null {
  const looks = takeMatch(reading, LOOK_AROUND);
  if (!looks && reading.text[reading.index] === '?' && !takeMatch(reading, GROUP_HEAD)) return null;
  const inner = choice(reading);
  if (inner === null || !take(reading, ')')) return null;
  return looks ? EMPTY : inner;
}

const NAMED: Readonly<Record<string, RegExp>> = { d: /\d/, w: /\w/, s: /\s/, D: /\D/, W: /\W/, S: /\S/ };
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v', 0: '\0' };
const CODE = /(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|[ux]\{([\da-fA-F]{1,6})\})/y;
const PROPERTY = /[pP](?:\{[\w=]+\}|[A-Z])/y;

function escaped(reading: Reading): PatternNode | null {
  if (/[bBAzZ]/.test(reading.text[reading.index] ?? '')) {
    reading.index += 1;
    return EMPTY;
  }
  const found = escapedCharacters(reading);
  return found === null ? null : characters(found.has, found.listed);
}

type Characters = Pick<Extract<PatternNode, { kind: 'characters' }>, 'has' | 'listed'>;

/** What an escape stands for, behind its backslash; null for a reference back, or a code that no character has. */
function escapedCharacters(reading: Reading): Characters | null {
  const start = reading.index;
  if (takeMatch(reading, CODE)) {
    const code = Number.parseInt(reading.text.slice(start + 1, reading.index).replace(/[{}]/g, ''), 16);
    return code > 0x10ffff ? null : single(String.fromCodePoint(code));
  }
  if (takeMatch(reading, PROPERTY)) {
    const property = propertyPattern(reading.text.slice(start, reading.index));
    return property === null ? null : { has: (one) => property.test(one), listed: 'aZ1éあ$' };
  }
  const character = next(reading);
  const named = Object.hasOwn(NAMED, character) ? NAMED[character] : undefined;
  if (named !== undefined) return { has: (one) => named.test(one), listed: '' };
  if (Object.hasOwn(CONTROLS, character)) return single(CONTROLS[character] ?? '');
  return character === '' || /[1-9k]/.test(character) ? null : single(character);
}

function propertyPattern(text: string): RegExp | null {
  try {
    return new RegExp(`\\${text.length === 2 ? `${text[0]}{${text[1]}}` : text}`, 'u');
  } catch {
    return null;
  }
}

const POSIX = /\[:(alpha|digit|alnum|upper|lower|space|punct|xdigit|word):\]/y;
const OF_POSIX: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /\d/,
  alnum: /[A-Za-z\d]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[\da-fA-F]/,
  word: /\w/,
};

function characterClass(reading: Reading): PatternNode | null {
  const negated = take(reading, '^');
  const members: Characters[] = [];
  for (let first = true; first || reading.text[reading.index] !== ']'; first = false) {
    if (reading.index >= reading.text.length) return null;
    if (first && negated && reading.text[reading.index] === ']') break;
    const member = classMember(reading);
    if (member === null) return null;
    members.push(member);
  }
  reading.index += 1;
  const within = (one: string): boolean => members.some(({ has }) => has(one));
  return negated
    ? characters((one) => !within(one), 'é')
    : characters(within, members.map(({ listed }) => listed).join(''));
}

function classMember(reading: Reading): Characters | null {
  const start = reading.index;
  if (takeMatch(reading, POSIX)) {
    const posix = OF_POSIX[reading.text.slice(start + 2, reading.index - 2)] ?? /[^\s\S]/;
    return { has: (one) => posix.test(one), listed: '' };
  }
  const low = classCharacter(reading);
  const isRange = /^-[^\]]/.test(reading.text.slice(reading.index, reading.index + 2));
  if (low === null || !isRange || low.listed.length === 0) return low;
  reading.index += 1;
  const high = classCharacter(reading);
  if (high === null) return null;
  const [from, to] = [low.listed.codePointAt(0) ?? 0, high.listed.codePointAt(0) ?? -1];
  return {
    has: (one) => from <= (one.codePointAt(0) ?? -1) && (one.codePointAt(0) ?? -1) <= to,
    listed: low.listed,
  };
}

function classCharacter(reading: Reading): Characters | null {
  const character = next(reading);
  return character === '\\' ? escapedCharacters(reading) : single(character);
}

const single = (character: string): Characters => ({ has: (one) => one === character, listed: character });

function characters(has: (character: string) => boolean, listed = ''): PatternNode {
  return { kind: 'characters', has, listed };
}

/** The next character, whole even where it is two UTF-16 units. */
function next(reading: Reading): string {
  const code = reading.text.codePointAt(reading.index);
  const character = code === undefined ? '' : String.fromCodePoint(code);
  reading.index += character.length;
  return character;
}

function take(reading: Reading, text: string): boolean {
  if (!reading.text.startsWith(text, reading.index)) return false;
  reading.index += text.length;
  return true;
}

function takeMatch(reading: Reading, pattern: RegExp): boolean {
  pattern.lastIndex = reading.index;
  if (!pattern.test(reading.text)) return false;
  reading.index = pattern.lastIndex;
  return true;
}
