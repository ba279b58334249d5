import { CENSORED, isSecretName } from '../../../logging/secret-names.ts';
import { replaceMembers } from '../../../values/json/json-source/index.ts';

/** A text without secrets, and the dotted paths of the fields whose values were removed. */
export interface Redaction {
  readonly text: string;
  readonly fields: readonly string[];
}

/** The name that the Python packages use for a value that is not the message. */
export const WHOLE = '<root>';
/** Values that reveal nothing. */
const EMPTY: ReadonlySet<string> = new Set(['null', '""']);
/** Maximum number of fields that are named. */
const MOST_FIELDS = 100;

/**
 * The text of a JSON message without the values of fields whose names suggest secrets. Everything else is copied as it
 * was sent. Malformed JSON, which is a common reason for a dead letter, is searched for such fields too.
 */
export function withoutSecrets(text: string): Redaction {
  try {
    // Nodes ignore a byte order mark.
    JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    const shown = beginningWithoutSecrets(text);
    return { text: shown, fields: shown === text ? [] : [WHOLE] };
  }
  const { text: shown, paths } = replaceMembers(text, (name, value) =>
    isSecretName(name) && !EMPTY.has(value()) ? JSON.stringify(CENSORED) : null,
  );
  return { text: shown, fields: [...new Set(paths)].toSorted().slice(0, MOST_FIELDS) };
}

/**
 * The same for text that no parser can read, such as the beginning of a message. It is cut off before an object or a
 * list under the name of a secret, because the end of that value is unknown.
 */
export function beginningWithoutSecrets(text: string): string {
  // The length of a name is bounded, because a search for its end from every quote would take quadratic time.
  const field = /"((?:[^"\\]|\\.){0,64})"\s*:\s*("(?:[^"\\]|\\.)*"?|[^\s"{[,}\]]+|[{[])/g;
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
