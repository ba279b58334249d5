import { isAbsolute, relative } from 'node:path';
import { shellWord } from 'onex-cli-kit';

/** Returns the command that changes from one folder to another, or null if they are the same. */
export function changeFolder(from: string, to: string): string | null {
  const way = relative(from, to);
  if (way === '') return null;
  const shorter = isAbsolute(way) || way.startsWith('../..') ? to : way;
  return `cd ${shellWord(shorter.startsWith('-') ? `./${shorter}` : shorter)}`;
}
