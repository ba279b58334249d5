/**
 * Keeps secrets out of logs: the values of fields with a secret's name, at every depth and in any spelling
 * (`dbPassword`, `DB_PASSWORD`, `x-api-key`), and secrets within any text.
 */
import { stdSerializers } from 'pino';
import { CENSORED, isSecretName } from './secret-names.ts';
import { withoutSecretTexts } from './secret-texts.ts';

export { declareSecrets, isSecretName } from './secret-names.ts';
export { withoutSecretTexts } from './secret-texts.ts';

/** Deeper values are left out, because their depth may exceed the stack of the code that writes them. */
const DEEPEST = 100;
/** Replaces a value that throws when it is read. A log line must not fail the code that writes it. */
const UNREADABLE = '[unreadable]';

/** A copy of the fields of a log line without secrets. Values that are not plain data are converted to JSON. */
export function redacted(fields: object): Record<string, unknown> {
  const copy = copyOf(fields, []);
  return typeof copy === 'object' ? (copy as Record<string, unknown>) : { fields: copy };
}

function copyOf(value: unknown, above: readonly unknown[]): unknown {
  if (typeof value === 'string') return withoutSecretTexts(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length >= DEEPEST) return '[too deep]';
  try {
    return copyOfObject(value, [...above, value]);
  } catch {
    return UNREADABLE;
  }
}

function copyOfObject(value: object, within: readonly unknown[]): unknown {
  if (Array.isArray(value)) return value.map((item) => copyOf(item, within));
  if (value instanceof Error) return entriesOf(stdSerializers.err(value), within);
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? copyOf(toJSON.call(value), within) : entriesOf(value, within);
}

/** An object that names a field, such as `{ name: 'Authorization', value: '…' }`, is a field. */
function entriesOf(value: object, within: readonly unknown[]): Record<string, unknown> {
  const fields = Object.keys(value).map((name) => [name, fieldOf(value, name)] as const);
  const named = fields.find(([field]) => NAMING.has(field))?.[1];
  const isNamed = typeof named === 'string' && isSecretName(named);
  const entries = fields.map(([name, own]): [string, unknown] => {
    const secret = (isSecretName(name) || (isNamed && name === 'value')) && own !== null && own !== undefined;
    if (secret) return [name, CENSORED];
    return [name, copyOf(/headers$/i.test(name) ? withoutPairs(own) : own, within)];
  });
  return Object.fromEntries(entries);
}

function fieldOf(value: object, name: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>>)[name];
  } catch {
    return UNREADABLE;
  }
}

/**
 * In a list of names and values, as `rawHeaders` of a request is, the value after a secret's name is removed; likewise in
 * a list of pairs, as the entries of `Headers` are.
 */
function withoutPairs(headers: unknown): unknown {
  if (!Array.isArray(headers)) return headers;
  const isOfPairs = headers.every((item) => Array.isArray(item) && item.length === 2);
  if (isOfPairs) return headers.map(withoutPair);
  return withoutPair(headers);
}

function withoutPair(headers: readonly unknown[]): unknown {
  return headers.map((item: unknown, index) => {
    const name: unknown = index % 2 === 1 ? headers[index - 1] : null;
    return typeof item === 'string' && typeof name === 'string' && isSecretName(name) ? CENSORED : item;
  });
}

const NAMING: ReadonlySet<string> = new Set(['name', 'key', 'header']);
