import { lstatSync, statSync, type Stats } from 'node:fs';

/** The file or folder at a path, through links; null: none that can be read, also where a parent is not a folder. */
export function statOf(file: string): Stats | null {
  return attempt(() => statSync(file));
}

/** The same for a link itself. */
export function linkOf(file: string): Stats | null {
  return attempt(() => lstatSync(file));
}

function attempt(look: () => Stats): Stats | null {
  try {
    return look();
  } catch {
    return null;
  }
}
