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

/** Null and an empty text tell nothing. */
function isSecret(name: string, value: unknown): boolean {
  return value !== null && value !== '' && isSecretName(name);
}
