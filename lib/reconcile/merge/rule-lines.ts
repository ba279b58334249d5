/** Files of git in which each line is a rule of its own. */
const FILES = /(?:^|\/)\.git(?:ignore|attributes)$/;

/** Whether a file holds rules, one a line. */
export function holdsRules(path: string): boolean {
  return FILES.test(path);
}

/**
 * An owner's file of rules with the generator's rules behind them, as far as it has not got them. For the first merge,
 * when nothing is known of what the generator wrote: the owner's lines all stay, in their order.
 */
export function addRules(ours: string, theirs: string): string {
  const known = new Set(ours.split('\n').map((line) => line.trim()));
  const lines = theirs.split('\n').filter((line) => line.trim() !== '' && !known.has(line.trim()));
  const isRule = (line: string): boolean => !line.startsWith('#');
  if (!lines.some(isRule)) return ours;
  return `${ours === '' || ours.endsWith('\n') ? ours : `${ours}\n`}${lines.join('\n')}\n`;
}
