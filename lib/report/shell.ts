import { isAbsolute, relative } from 'node:path';

/** A word for the user's shell: quoted where it holds anything but harmless characters. */
export function shellWord(word: string, platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (platform === 'win32') return `"${word}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** How one goes from one folder to another, or null when one is there already. */
export function changeFolder(from: string, to: string): string | null {
  const way = relative(from, to);
  if (way === '') return null;
  const shorter = isAbsolute(way) || way.startsWith('../..') ? to : way;
  return `cd ${shellWord(shorter.startsWith('-') ? `./${shorter}` : shorter)}`;
}
