import { isAbsolute, relative } from 'node:path';
import { shellWord } from 'onex-cli-kit';

/** How one goes from one folder to another, or null when one is there already. */
export function changeFolder(from: string, to: string): string | null {
  const way = relative(from, to);
  if (way === '') return null;
  const shorter = isAbsolute(way) || way.startsWith('../..') ? to : way;
  return `cd ${shellWord(shorter.startsWith('-') ? `./${shorter}` : shorter)}`;
}
