/**
 * Formats texts with the formatter that a project installed: Prettier, Biome, or dprint.
 *
 * Guarantees
 * 1. The formatter runs in its own process, with a time limit and with the project's settings and ignore files.
 * 2. A formatter that fails, hangs, or does not support a file is not an error: the text stays unchanged.
 * 3. Prettier, which loads slowly, is loaded at most once per run, and only if a text needs it.
 *
 * It writes no file. `lib/reconcile` decides which texts need formatting.
 */
import { openCommand } from './command.ts';
import { findFormatters } from './find.ts';
import { openPrettier } from './prettier.ts';
import type { Formatter } from './types.ts';

export type { Formatter, FormatRequest } from './types.ts';

/**
 * @returns The formatter of a project; null if none is installed. A file that one formatter does not support goes to
 *   the next.
 */
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
