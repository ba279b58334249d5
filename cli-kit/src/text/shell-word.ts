/**
 * Returns a word of a command line that a user can paste into a shell. It is quoted if any of its characters may have a
 * meaning in a shell.
 * @param platform `win32` quotes for cmd.exe, any other for a POSIX shell.
 */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (platform === 'win32') return `"${word.replaceAll('"', String.raw`\"`)}"`;
  return quotedWord(word);
}

/** Quotes any word for a POSIX shell. */
export function quotedWord(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
