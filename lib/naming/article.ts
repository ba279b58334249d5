/** Words that start with a vowel letter but a consonant sound: a user, a unit, a one-time code. */
const CONSONANT_SOUND =
  /^(?:uni(?!nt|nd|ns|nv|nf|ni|nc|np|mp|mag|dent)|us(?:[aeu]|ing$)|ut[ei]|ubi|ur[aeo]|uk|eu|ew|one$|once)/;
/** Words that start with a silent h: an hour. */
const SILENT_H = /^(?:hour|honest|honor|honour|heir)/;
/** Letters whose names start with a vowel sound: an XML file, an SMS. */
const VOWEL_NAMES = /^[aefhilmnorsx]/;
/** A word without a vowel is spelled out letter by letter, and so are some with one. */
const SPELLED =
  /^(?:[^aeiouy]+|ui|uid|uri|url|uuid|ufo|usb|usd|utc|ux|uat|api|id|ip|ids|ibans?|ide|io|ai|aws|otp|oem|eta|iot|ui|faq|seo|mfa|sla|rsa|saml)$/;

/**
 * Returns the words with their indefinite article by pronunciation: a payment, an order, an hour, a user, an SMS.
 * @param words In lower case, separated by spaces.
 */
export function withArticle(words: string): string {
  const first = words.split(/[^\p{L}\p{N}]/u, 1)[0] ?? '';
  const lower = first.toLowerCase();
  return `${hasVowelSound(lower) ? 'an' : 'a'} ${words}`;
}

function hasVowelSound(word: string): boolean {
  if (/^(?:8|11(?!\d)|18(?!\d))/.test(word)) return true;
  if (SPELLED.test(word)) return VOWEL_NAMES.test(word);
  return SILENT_H.test(word) || (/^[aeiou]/.test(word) && !CONSONANT_SOUND.test(word));
}
