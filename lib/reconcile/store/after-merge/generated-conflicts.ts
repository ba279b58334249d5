import { conflictLine } from 'onex-runtime/contract';

type Part = 'text' | 'ours' | 'base' | 'theirs';

const isMarker = (line: string, start: string): boolean => line === start || line.startsWith(`${start} `);

/** The part of a conflict that begins at a line; null where none does. */
function partFrom(line: string, part: Part): Part | null {
  if (part === 'text') return isMarker(line, '<<<<<<<') ? 'ours' : null;
  if (part === 'ours' && isMarker(line, '|||||||')) return 'base';
  if (part !== 'theirs' && line === '=======') return 'theirs';
  return part === 'theirs' && isMarker(line, '>>>>>>>') ? 'text' : null;
}

/**
 * Resolves conflicts of git between lines that the generator wrote on both branches: either side will do, because the
 * next run writes what both of them want.
 * @param recorded Texts that the generator wrote to the file on some branch.
 * @returns The text with one side of each conflict; null where it has none, or where an owner's line is in one.
 */
export function withoutConflicts(text: string, recorded: readonly string[]): string | null {
  if (conflictLine(text) === null) return null;
  const generated = new Set(recorded.flatMap((one) => one.split('\n')));
  const kept: string[] = [];
  let part: Part = 'text';
  for (const line of text.split('\n')) {
    const next = partFrom(line, part);
    if (next !== null) part = next;
    else if ((part === 'ours' || part === 'theirs') && !generated.has(line)) return null;
    else if (part === 'text' || part === 'ours') kept.push(line);
  }
  return part === 'text' ? kept.join('\n') : null;
}
