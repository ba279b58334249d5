/**
 * Keeps secrets out of logs: the values of fields with a secret's name, at every depth and in any spelling
 * (`dbPassword`, `DB_PASSWORD`, `x-api-key`), and the user part of URLs in any text.
 */
import { stdSerializers } from 'pino';
import { CENSORED, isSecretName } from './secret-names.ts';

export { declareSecrets, isSecretName } from './secret-names.ts';

/** A scheme, and all before the last `@` of the authority. Quotes end it: the text may be a line of JSON. */
const URL_USER = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"\\]+@/gi;

/** A text without the users and passwords of the URLs in it. */
export function withoutUrlUsers(text: string): string {
  return text.includes('@') ? text.replaceAll(URL_USER, `$1${CENSORED}@`) : text;
}

/** A copy of the fields of a log line without secrets. What is no plain data is shown as JSON shows it. */
export function redacted(fields: object): Record<string, unknown> {
  return copyOf(fields, new Set()) as Record<string, unknown>;
}

function copyOf(value: unknown, above: ReadonlySet<unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  const within = new Set(above).add(value);
  if (Array.isArray(value)) return value.map((item) => copyOf(item, within));
  if (value instanceof Error) return entriesOf(stdSerializers.err(value), within);
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? copyOf(toJSON.call(value), within) : entriesOf(value, within);
}

function entriesOf(value: object, within: ReadonlySet<unknown>): Record<string, unknown> {
  const entries = Object.entries(value).map(([name, own]): [string, unknown] => {
    const secret = isSecretName(name) && own !== null && own !== undefined;
    return [name, secret ? CENSORED : copyOf(own, within)];
  });
  return Object.fromEntries(entries);
}
