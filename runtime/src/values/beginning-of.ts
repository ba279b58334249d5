/**
 * At most `length` characters of a text, all of which can be written as UTF-8. A pair of surrogates may be cut in two,
 * or be incomplete from the start. Readers in other languages refuse a text with half a pair.
 */
export function beginningOf(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
