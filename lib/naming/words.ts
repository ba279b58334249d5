/** Acronyms as the ecosystem writes them: always upper case. */
const ALWAYS_UPPER = new Set([
  'crud',
  'api',
  'sql',
  'json',
  'xml',
  'uuid',
  'uri',
  'url',
  'jwt',
  'css',
  'html',
]);
/** Upper case unless first: `rest_api` becomes RestAPI, `order_http` becomes OrderHTTP. */
const UPPER_UNLESS_FIRST = new Set([
  'http',
  'rest',
  'smtp',
  'ftp',
  'ssh',
  'ssl',
  'tls',
  'tcp',
  'udp',
  'ip',
  'oauth',
]);
/** Mixed spellings that would be split at their capitals. */
const MIXED = /OAuth/g;
const MAX_LENGTH = 1000;

/**
 * Splits a name in any case (snake, kebab, dotted, spaced, camel, Pascal) into words of lowercase ASCII letters and
 * digits: `HTTPClient` becomes `http`, `client`. Accents and letters of other scripts are dropped. The result may be
 * empty.
 */
export function words(name: string): readonly string[] {
  return name
    .slice(0, MAX_LENGTH)
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(MIXED, 'Oauth')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export function toSnake(name: string): string {
  return words(name).join('_');
}

export function toKebab(name: string): string {
  return words(name).join('-');
}

/** Converts `rest_api` to `RestAPI`, with the ecosystem's rules for acronyms. */
export function toPascal(name: string): string {
  return words(name)
    .map((word, index) => {
      const upper = ALWAYS_UPPER.has(word) || (index > 0 && UPPER_UNLESS_FIRST.has(word));
      return upper ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1);
    })
    .join('');
}

/** Returns the name as words of a sentence: `api_key` becomes `API key`, `order_item` becomes `order item`. */
export function toPhrase(name: string): string {
  return words(name)
    .map((word) => (ALWAYS_UPPER.has(word) ? word.toUpperCase() : word))
    .join(' ');
}

/** Converts `create_payment` to `CREATE_PAYMENT`. */
export function toConstant(name: string): string {
  return words(name).join('_').toUpperCase();
}
