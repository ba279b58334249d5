import { lstatSync, statSync, type Stats } from 'node:fs';

/** What is at a path, through links; null: nothing that can be looked at, also where a parent is no folder. */
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
