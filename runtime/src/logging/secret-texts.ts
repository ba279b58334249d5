/**
 * Removes secrets from text: the user part of URLs, values of query parameters and `name=value` pairs, values in JSON and in
 * objects as Node shows them, and credentials of HTTP headers. A name decides, as it does for fields. Prose such as
 * `password: expected text` stays as it is.
 */
import { CENSORED, isSecretName } from './secret-names.ts';

/** A scheme, and all before the last `@` of the authority. Quotes end it: the text may be a line of JSON. */
const URL_USER = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"\\]+@/gi;
/** `Authorization: Bearer …`, and a cookie up to the end of its line. */
const AUTHORIZATION =
  /((?:proxy-)?authori[sz]ation\s*[:=]\s*)(?:(?:basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)\s+[^\r\n"'\\]+)/gi;
/** Credentials whose header is not named. With a digit, which words of a sentence do not have. */
const BEARER = /\b(bearer\s+)(?=[a-z_~+/.-]*\d)[\w~+/.-]{16,}=*/gi;
const COOKIE = /((?:set-)?cookie\s*:\s*)(?=[^\s=;"\\]+=)[^\r\n"\\]+/gi;
const PAIR = /([a-z][\w.-]{0,63})=/gi;
const PAIR_VALUE = /[^\s"'\\,;&<>()[\]{}|]+/y;
/** A name in quotes, which may be escaped, and the beginning of its value. */
const QUOTED = /\\*(["'])([a-z][\w.-]{0,63})\\*\1\s*:\s*/gi;
/** A name without quotes, and the quote of its value, as Node shows objects. */
const SHOWN = /\b([a-z][\w-]{0,63})\s?:\s?(?=["'])/gi;
const NUMBER = /-?\d[\d.eE+-]*/y;
const OPENING = /\\*["']/y;

/** A text without secrets. */
export function withoutSecretTexts(text: string): string {
  const quoted = /["']\s*:/.test(text) ? withoutValues(text, QUOTED, 2, quotedEnd) : text;
  const shown = /:\s?["']/.test(quoted)
    ? withoutValues(quoted, SHOWN, 1, (value, at) => enclosedEnd(value, at, 0))
    : quoted;
  return plainly(shown, (value, at) => pairEnd(value, at) ?? enclosedEnd(value, at, 0));
}

/** The same for a line of JSON whose fields have no secrets: only the texts within its strings change. */
export function lineWithoutSecrets(line: string): string {
  return plainly(line, (text, at) => pairEnd(text, at) ?? enclosedEnd(text, at, 1));
}

function plainly(text: string, endOfPair: EndOf): string {
  let result = text.includes('@') ? text.replaceAll(URL_USER, `$1${CENSORED}@`) : text;
  if (/authori[sz]ation|cookie|bearer/i.test(result))
    result = result
      .replaceAll(AUTHORIZATION, `$1${CENSORED}`)
      .replaceAll(COOKIE, `$1${CENSORED}`)
      .replaceAll(BEARER, `$1${CENSORED}`);
  if (result.includes('=')) result = withoutValues(result, PAIR, 1, endOfPair);
  return result;
}

/** The index after the value that begins at `at`; null: there is none. */
type EndOf = (text: string, at: number) => number | null;

/** Looks at each name, also at those within the value of another name, such as a query within a URL. */
function withoutValues(text: string, name: RegExp, group: number, endOf: EndOf): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(name)) {
    const at = match.index + match[0].length;
    if (at < from || !isSecretName(match[group]!)) continue;
    const end = endOf(text, at);
    if (end === null || end === at || text.slice(at, end) === CENSORED) continue;
    parts.push(text.slice(from, at), CENSORED);
    from = end;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join('');
}

function pairEnd(text: string, at: number): number | null {
  // The text in place of a removed value has brackets, at which a value would end.
  if (text.startsWith(CENSORED, at)) return at + CENSORED.length;
  return endOfMatch(PAIR_VALUE, text, at);
}

function quotedEnd(text: string, at: number): number | null {
  return enclosedEnd(text, at, 0) ?? containerEnd(text, at) ?? endOfMatch(NUMBER, text, at);
}

/** The end of an object or a list; of one that is cut off, the end of the text. */
function containerEnd(text: string, begin: number): number | null {
  if (text[begin] !== '{' && text[begin] !== '[') return null;
  let depth = 0;
  let at = begin;
  while (at < text.length) {
    const character = text[at];
    const end =
      character === '"' || character === "'" || character === '\\' ? enclosedEnd(text, at, 0) : null;
    if (end !== null) {
      at = end;
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** The end of a value in quotes that have at least so many backslashes before them. */
function enclosedEnd(text: string, at: number, backslashes: number): number | null {
  const begin = endOfMatch(OPENING, text, at);
  if (begin === null || begin - at <= backslashes) return null;
  const quote = text.slice(at, begin);
  for (let end = text.indexOf(quote, begin); end !== -1; end = text.indexOf(quote, end + 1))
    if (text[end - 1] !== '\\') return end + quote.length;
  // The text was cut off within the value.
  return backslashes === 0 ? text.length : null;
}

function endOfMatch(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
