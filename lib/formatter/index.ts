/**
 * Formats texts with the formatter that a project installed: Prettier, Biome, or dprint.
 *
 * Guarantees
 * 1. The formatter runs in a process of its own, with a time limit, with the project's settings and ignore files.
 * 2. A formatter that fails, hangs, or does not know a file is not an error: the text stays as it is.
 * 3. Prettier, the formatter that takes long to load, is loaded once in a run, and only when a text needs it.
 *
 * It writes no file. Which texts have to be formatted is decided by `lib/reconcile`.
 */
import { openCommand } from './command.ts';
import { findFormatters } from './find.ts';
import { openPrettier } from './prettier.ts';
import type { Formatter } from './types.ts';

export type { Formatter, FormatRequest } from './types.ts';

/** @returns The formatter of a project; null where it installed none. What one does not know is given to the next. */
export function openFormatter(root: string): Formatter | null {
  const open = findFormatters(root).map((installed) =>
    installed.name === 'prettier' ? openPrettier(installed.folder, root) : openCommand(installed, root),
  );
  if (open.length === 0) return null;
  return {
    async format(requests) {
      const texts = Array.from<string | null>({ length: requests.length }).fill(null);
      for (const formatter of open) {
        const left = [...texts.keys()].filter((index) => texts[index] === null);
        const found = await formatter.format(left.map((index) => requests[index]!));
        for (const [place, index] of left.entries()) texts[index] = found[place] ?? null;
      }
      return texts;
    },
    close() {
      for (const formatter of open) formatter.close();
    },
  };
}
