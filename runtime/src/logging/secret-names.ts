/** What is in place of a secret. */
export const CENSORED = '[redacted]';

/** Words that make a field a secret wherever they are in its name. */
const SECRET_WORDS = new Set(
  'password passwords passwd passphrase passcode pwd secret secrets credential credentials creds sasl jwt'.split(
    ' ',
  ),
);
/** Ends of names, without their separators. `token_count` and `key` alone are not secrets. */
const SECRET_ENDS =
  /(?:tokens?|(?:api|private|access|secret|signing|encryption|shared|master)keys?|authori[sz]ation|authheader|(?:basic|proxy)auth|bearer|cookies?|connectionstring|passwords?|passwd|passphrase|passcode|pwd|secrets?|credentials?|jwt|(?:db|database|smtp|mail|user|redis|pg|mysql|mongo|sasl|admin|root|ssh|kafka)pass)$/;
/** Numbers of tokens, as language models count them. */
const COUNTS = /(?:max|min|total|prompt|completion|input|output|cached|reasoning|used|remaining|num)tokens$/;
/** Words at the end of a name that say which one or in which form. */
const QUALIFIERS = new Set(
  'value values text string raw plain encoded encrypted base64 b64 pem header old new current previous next live test'.split(
    ' ',
  ),
);
/** A word with a number at its end, such as `token2`; not `base64`, `b64`, or `v2`. */
const NUMBERED = /^(?!base)([a-z]{2,})\d+$/;
/** Names that contracts give their secrets, as the environment and the configuration spell them. */
const declared = new Set<string>();

/** Treats fields of these names as secrets from now on, in any spelling. */
export function declareSecrets(names: Iterable<string>): void {
  for (const name of names) declared.add(plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

/** The words of a name in any notation: `dbPassword`, `DB_PASSWORD`, `db-password`, `DBPassword`. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Whether a field of this name holds a secret, in any notation. */
export function isSecretName(name: string): boolean {
  if (declared.size > 0 && declared.has(plain(name))) return true;
  const words = wordsOf(name).map((word) => word.replace(NUMBERED, '$1'));
  if (words.some((word) => SECRET_WORDS.has(word) || word.startsWith('password'))) return true;
  for (;;) {
    const joined = words.join('');
    if (SECRET_ENDS.test(joined) && !COUNTS.test(joined)) return true;
    if (words.length <= 1 || !isQualifier(words.pop()!)) return false;
  }
}

function isQualifier(word: string): boolean {
  return QUALIFIERS.has(word) || /^v?\d+$/.test(word);
}
