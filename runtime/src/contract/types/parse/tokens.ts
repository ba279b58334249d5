export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly offset: number }
  | { readonly kind: 'string'; readonly text: string; readonly offset: number }
  | { readonly kind: 'other'; readonly text: string; readonly offset: number }
  | { readonly kind: 'number'; readonly value: number; readonly offset: number }
  | {
      readonly kind: 'mark';
      readonly text: '[' | ']' | ',' | '|' | '...' | '(' | ')' | '<' | '>' | '{' | '}' | '?' | ':' | ';';
      readonly offset: number;
    };

/** A notation that cannot be read: what is wrong, and where in it (0-based). */
export class NotationError extends Error {
  override readonly name = 'NotationError';
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const PATTERN =
  /(?<space>\s+)|(?<raw>[rR](?:"[^"]*"|'[^']*'))|(?<name>[A-Za-z_][\w.]*)|(?<number>-?\d+(?:\.\d+)?)|(?<mark>\.\.\.|[[\],|()<>{}?:;])|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<other>.)/suy;

/** Splits a type in Python's or TypeScript's notation into tokens; a character that fits nothing is one of its own. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const offset = PATTERN.lastIndex;
    const groups = PATTERN.exec(text)?.groups ?? {};
    if (groups['other'] !== undefined) tokens.push({ kind: 'other', text: groups['other'], offset });
    else if (groups['raw'] !== undefined) {
      tokens.push({ kind: 'string', text: groups['raw'].slice(2, -1), offset });
    } else if (groups['name'] !== undefined) tokens.push({ kind: 'name', text: groups['name'], offset });
    else if (groups['number'] !== undefined) {
      tokens.push(numberToken(groups['number'], offset));
    } else if (groups['mark'] !== undefined) {
      tokens.push({ kind: 'mark', text: groups['mark'] as '[', offset });
    } else if (groups['string'] !== undefined) {
      tokens.push({ kind: 'string', text: unescape(groups['string'].slice(1, -1)), offset });
    }
  }
  return tokens;
}

/** An integer that a number does not hold exactly is not a value that a model could check. */
function numberToken(text: string, offset: number): Token {
  const value = Number(text);
  const isExact = text.includes('.') || Number.isSafeInteger(value);
  return isExact ? { kind: 'number', value, offset } : { kind: 'other', text, offset };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\n': '' };

/** Python's short string escapes; an escape it does not know stays as written, as in Python. */
function unescape(text: string): string {
  return text.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([\s\S]))/gu, (all, hex2, hex4, single) => {
    const hex = (hex2 ?? hex4) as string | undefined;
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    const character = single as string;
    if (character === '\\' || character === '"' || character === "'") return character;
    return ESCAPES[character] ?? (all as string);
  });
}
