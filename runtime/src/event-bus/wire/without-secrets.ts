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

/** A name and the beginning of its value. Quotes that are escaped do not end a text. */
const FIELD = /"((?:[^"\\]|\\.){1,128})"(\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^,}\]\s]+)/gu;

/** The same for the beginning of a JSON message, which cannot be parsed because its end is missing. */
export function withoutSecretsInPart(text: string): string {
  return text.replaceAll(FIELD, (field, name: string, colon: string) =>
    isSecretName(name) ? `"${name}"${colon}"${CENSORED}"` : field,
  );
}

/** Null and an empty text tell nothing. */
function isSecret(name: string, value: unknown): boolean {
  return value !== null && value !== '' && isSecretName(name);
}
