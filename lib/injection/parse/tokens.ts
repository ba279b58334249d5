/** Comments, template literals, strings, words, and single characters of punctuation. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|`(?:\\[\s\S]|[^\\`])*`|'(?:\\[\s\S]|[^\\'\r\n])*'|"(?:\\[\s\S]|[^\\"\r\n])*"|[\p{L}\p{N}_$#]+|[^\s]/gu;

/** A token, and where its raw text is. */
export interface PlacedToken {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

const CLOSING = new Set([')', ']', '}']);

/**
 * The tokens of a piece of code, without what formatters add, remove, or exchange: white space, semicolons, trailing
 * commas, and the kind of quotes. Only for comparisons of two texts: a regular expression counts as its characters.
 */
export function tokensOf(text: string): readonly string[] {
  return placedTokens(text).map(({ token }) => token);
}

/**
 * The same tokens with their places in the text. `.name` is one, and `['name']`, which linters write as `.name`; a key in
 * quotes is the key without them.
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

/** Whether a token is the key of a property in quotes, which linters add and remove: `{ 'name': 1 }`. */
function isQuotedKey(tokens: readonly PlacedToken[], at: number): boolean {
  const [before, key, after] = [-1, 0, 1].map((step) => tokens[at + step]?.token ?? '');
  return /^[{,]$/.test(before ?? '') && after === ':' && /^"[\p{L}_$][\p{L}\p{N}_$]*"$/u.test(key ?? '');
}

function unquoted(key: PlacedToken): PlacedToken {
  return { ...key, token: key.token.slice(1, -1) };
}

/** How many tokens from here are the access to one member by its name: 1 where it is none. */
function accessLength(tokens: readonly PlacedToken[], at: number): number {
  const [before, first, name, last] = [-1, 0, 1, 2].map((step) => tokens[at + step]?.token ?? '');
  if (first === '.' && /^[\p{L}_$#]/u.test(name ?? '')) return 2;
  const isKey = first === '[' && last === ']' && /^"[\p{L}_$][\p{L}\p{N}_$]*"$/u.test(name ?? '');
  return isKey && /^(?:[\p{L}\p{N}_$]+|[)\]])$/u.test(before ?? '') ? 3 : 1;
}

/** Whether two pieces of code differ at most as a formatter makes them differ. */
export function sameTokens(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [tokensOf(one), tokensOf(other)];
  return a.length === b.length && a.every((token, index) => token === b[index]);
}

/** How many of the tokens of `base` are in `text`, too: from 0 to 1, however much else is there. */
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
