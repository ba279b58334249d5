/** Files of git in which each line is a separate rule. */
const FILES = /(?:^|\/)\.git(?:ignore|attributes)$/;

/** Whether a file holds rules, one per line. */
export function holdsRules(path: string): boolean {
  return FILES.test(path);
}

/**
 * Appends the generator's rules that a user's file lacks. All lines of the user stay in their order. This applies to
 * the first merge of a file, when no generated text is recorded.
 */
export function addRules(ours: string, theirs: string): string {
  const known = new Set(ours.split('\n').map((line) => line.trim()));
  const lines = theirs.split('\n').filter((line) => line.trim() !== '' && !known.has(line.trim()));
  const isRule = (line: string): boolean => !line.startsWith('#');
  if (!lines.some(isRule)) return ours;
  return `${ours === '' || ours.endsWith('\n') ? ours : `${ours}\n`}${lines.join('\n')}\n`;
}
