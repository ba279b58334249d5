/** Comments, template literals, strings, words, and single punctuation characters. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|`(?:\\[\s\S]|[^\\`])*`|'(?:\\[\s\S]|[^\\'\r\n])*'|"(?:\\[\s\S]|[^\\"\r\n])*"|[\p{L}\p{N}_$#]+|[^\s]/gu;

/** A token with the position of its raw text. */
export interface PlacedToken {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

const CLOSING = new Set([')', ']', '}']);

/**
 * Returns the tokens of a piece of code without anything that formatters add, remove, or replace: white space,
 * semicolons, trailing commas, and the kind of quotes. Use it only to compare two texts: a regular expression counts as
 * its characters.
 */
export function tokensOf(text: string): readonly string[] {
  return placedTokens(text).map(({ token }) => token);
}

/**
 * Returns the same tokens with their positions in the text. `.name` is one token, and so is `['name']`, which linters
 * rewrite as `.name`. A quoted key is the key without quotes.
 */
export function placedTokens(text: string): readonly PlacedToken[] {
  const raws = [...text.matchAll(TOKEN)].map(({ 0: raw, index }): PlacedToken => ({
    token: canonical(raw),
    start: index,
    end: index + raw.length,
  }));
  const tokens: PlacedToken[] = [];
  for (let at = 0; at < raws.length; at += 1) {
    const length = accessLength(raws, at);
    const first = isQuotedKey(raws, at) ? unquoted(raws[at]!) : raws[at]!;
    const last = raws[at + length - 1]!;
    const name = raws[at + 1]?.token.replaceAll('"', '') ?? '';
    tokens.push(length === 1 ? first : { token: `.${name}`, start: first.start, end: last.end });
    at += length - 1;
  }
  return tokens.filter(
    ({ token }, at) => token !== ';' && !(token === ',' && CLOSING.has(tokens[at + 1]?.token ?? '')),
  );
}

/** Whether a token is a quoted property key, whose quotes linters add and remove: `{ 'name': 1 }`. */
function isQuotedKey(tokens: readonly PlacedToken[], at: number): boolean {
  const [before, key, after] = [-1, 0, 1].map((step) => tokens[at + step]?.token ?? '');
  return /^[{,]$/.test(before ?? '') && after === ':' && /^"[\p{L}_$][\p{L}\p{N}_$]*"$/u.test(key ?? '');
}

function unquoted(key: PlacedToken): PlacedToken {
  return { ...key, token: key.token.slice(1, -1) };
}

/** Returns how many tokens from here form the access to one member by its name; 1 if there is no such access. */
function accessLength(tokens: readonly PlacedToken[], at: number): number {
  const [before, first, name, last] = [-1, 0, 1, 2].map((step) => tokens[at + step]?.token ?? '');
  if (first === '.' && /^[\p{L}_$#]/u.test(name ?? '')) return 2;
  const isKey = first === '[' && last === ']' && /^"[\p{L}_$][\p{L}\p{N}_$]*"$/u.test(name ?? '');
  return isKey && /^(?:[\p{L}\p{N}_$]+|[)\]])$/u.test(before ?? '') ? 3 : 1;
}

/** Whether two pieces of code differ only in formatting. */
export function sameTokens(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [tokensOf(one), tokensOf(other)];
  return a.length === b.length && a.every((token, index) => token === b[index]);
}

/** Returns the share of the tokens of `base` that `text` also contains, from 0 to 1, however much else it contains. */
export function shareKept(base: string, text: string): number {
  const counts = new Map<string, number>();
  const [a, b] = [tokensOf(base), tokensOf(text)];
  for (const token of b) counts.set(token, (counts.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of a) {
    const left = counts.get(token) ?? 0;
    if (left > 0) shared += 1;
    counts.set(token, left - 1);
  }
  return a.length === 0 ? 1 : shared / a.length;
}

function canonical(token: string): string {
  const first = token[0];
  if (first === "'" || first === '"') {
    const value = token.slice(1, -1).replace(/\\(['"])/g, '$1');
    return `"${value.replaceAll('"', '\\"')}"`;
  }
  if (token.startsWith('/*')) return token.replace(/\s*\*?\s+\*?/g, ' ').replace(/^\/\*\*? ?| ?\*\/$/g, '/*');
  return token;
}
