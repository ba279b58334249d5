/** Files of git in which each line is a rule of its own. */
const FILES = /(?:^|\/)\.git(?:ignore|attributes)$/;

/** Whether a file holds rules, one a line. */
export function holdsRules(path: string): boolean {
  return FILES.test(path);
}

/**
 * Appends the rules of the generator that an owner's file lacks. All lines of the owner stay, in their order. This is the
 * first merge of a file, when no text of the generator is recorded.
 */
export function addRules(ours: string, theirs: string): string {
  const known = new Set(ours.split('\n').map((line) => line.trim()));
  const lines = theirs.split('\n').filter((line) => line.trim() !== '' && !known.has(line.trim()));
  const isRule = (line: string): boolean => !line.startsWith('#');
  if (!lines.some(isRule)) return ours;
  return `${ours === '' || ours.endsWith('\n') ? ours : `${ours}\n`}${lines.join('\n')}\n`;
}
