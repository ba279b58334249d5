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
/** Upper case unless first: `rest_api` is RestAPI, `order_http` is OrderHTTP. */
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
/** Mixed spellings that would come apart at their capitals. */
const MIXED = /OAuth/g;
const MAX_LENGTH = 1000;

/**
 * The words of a name in any case (snake, kebab, dotted, spaced, camel, Pascal), lowercase ASCII letters and digits
 * only: `HTTPClient` is `http`, `client`; accents are dropped, other scripts vanish. May be empty.
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

/** `rest_api` is `RestAPI`; acronyms by the ecosystem's rules. */
export function toPascal(name: string): string {
  return words(name)
    .map((word, index) => {
      const upper = ALWAYS_UPPER.has(word) || (index > 0 && UPPER_UNLESS_FIRST.has(word));
      return upper ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1);
    })
    .join('');
}

/** The name as words of a sentence: `api_key` is `API key`, `order_item` is `order item`. */
export function toPhrase(name: string): string {
  return words(name)
    .map((word) => (ALWAYS_UPPER.has(word) ? word.toUpperCase() : word))
    .join(' ');
}

/** `create_payment` is `CREATE_PAYMENT`. */
export function toConstant(name: string): string {
  return words(name).join('_').toUpperCase();
}
