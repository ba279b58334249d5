import { CENSORED, isSecretName } from '../../logging/secret-names.ts';

/** A text without secrets, and the dotted paths of the fields whose values were removed. */
export interface Redaction {
  readonly text: string;
  readonly fields: readonly string[];
}

/** As the Python packages name a value that is not the message. */
export const WHOLE = '<root>';
/** Most fields that are named. */
const MOST_FIELDS = 100;

/**
 * The text of a JSON message without the values of fields that hold secrets by their names; the same text where there
 * is none. A text that is not JSON stays as it is, because it has no fields.
 */
export function withoutSecrets(text: string): Redaction {
  const fields: string[] = [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { text, fields };
  }
  // A message can have more levels than the stack has frames, so the containers are visited from a list.
  const open: [path: string, container: Record<string, unknown>][] = [
    ['', { '': json } as Record<string, unknown>],
  ];
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    const [path, container] = last;
    for (const [name, value] of Object.entries(container)) {
      const place = path === '' ? name : `${path}.${name}`;
      if (name !== '' && isSecret(name, value)) {
        Object.defineProperty(container, name, { value: CENSORED });
        fields.push(place);
      } else if (typeof value === 'object' && value !== null) {
        open.push([place, value as Record<string, unknown>]);
      }
    }
  }
  if (fields.length === 0) {
    // A parser reads the last of several fields of one name; what the others hold is in the text all the same.
    if (beginningWithoutSecrets(text) === text) return { text, fields };
    fields.push(WHOLE);
  }
  const named = fields.toSorted().slice(0, MOST_FIELDS);
  try {
    return { text: JSON.stringify(json), fields: named };
  } catch {
    return { text: beginningWithoutSecrets(text), fields: named };
  }
}

/**
 * The same for the beginning of a message, which no parser reads: it is cut off before an object or a list that a secret
 * name has, since where that ends is not known.
 */
export function beginningWithoutSecrets(text: string): string {
  const field = /"((?:[^"\\]|\\.)*)"\s*:\s*("(?:[^"\\]|\\.)*"?|[^\s"{[,}\]]+|[{[])/g;
  for (const match of text.matchAll(field)) {
    if ((match[2] === '{' || match[2] === '[') && isSecretName(match[1]!))
      return beginningWithoutSecrets(text.slice(0, match.index));
  }
  return text.replaceAll(field, (whole, name: string, value: string) =>
    isSecretName(name) && value !== 'null' && value !== '""'
      ? `${whole.slice(0, whole.length - value.length)}"${CENSORED}"`
      : whole,
  );
}

/** Null and an empty text tell nothing. */
function isSecret(name: string, value: unknown): boolean {
  return value !== null && value !== '' && isSecretName(name);
}
