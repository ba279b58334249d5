import { CENSORED, isSecretName } from '../../logging/secret-names.ts';

/**
 * The text of a JSON message without the values of fields that hold secrets by their names; the same text where there
 * is none. A text that is not JSON stays as it is, because it has no fields.
 */
export function withoutSecrets(text: string): string {
  let found = false;
  let json: unknown;
  try {
    json = JSON.parse(text, (name, value: unknown) => {
      if (name === '' || !isSecret(name, value)) return value;
      found = true;
      return CENSORED;
    });
  } catch {
    return text;
  }
  return found ? JSON.stringify(json) : text;
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
