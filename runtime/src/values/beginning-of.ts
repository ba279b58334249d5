/**
 * At most `length` characters of a text, all of which can be written as UTF-8. A character may be cut in two, or be half
 * from the start; readers in other languages refuse a text with half a character.
 */
export function beginningOf(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
