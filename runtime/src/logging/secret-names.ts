/** What stands in place of a secret. */
export const CENSORED = '[redacted]';

/** Words that make a field a secret wherever they stand in its name. */
const SECRET_WORDS = new Set(
  'password passwords passwd passphrase pwd secret secrets credential credentials sasl jwt'.split(' '),
);
/** Ends of names, without their separators. `token_count` and `key` alone are no secrets. */
const SECRET_ENDS =
  /(?:token|tokens|apikey|apikeys|privatekey|accesskey|signingkey|encryptionkey|authorization|cookie|connectionstring)$/;
/** Names that contracts give their secrets, as the environment and the configuration spell them. */
const declared = new Set<string>();

/** Treats fields of these names as secrets from now on, in any spelling. */
export function declareSecrets(names: Iterable<string>): void {
  for (const name of names) declared.add(plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

/** Whether a field of this name holds a secret. */
export function isSecretName(name: string): boolean {
  if (declared.size > 0 && declared.has(plain(name))) return true;
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.some((word) => SECRET_WORDS.has(word)) || SECRET_ENDS.test(words.join(''));
}
