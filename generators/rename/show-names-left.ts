import { paint, terminalLine } from 'onex-cli-kit';
import type { Mention } from '../../lib/rename/index.ts';

/** Places that still have the old name, one a line; empty where there is none. */
export function showNamesLeft(mentions: readonly Mention[]): string {
  if (mentions.length === 0) return '';
  const places = mentions.length === 1 ? 'place still has' : 'places still have';
  const lines = mentions.map(({ path, line, column, text }) => {
    const where = `  ${path}:${line}:${column}`;
    return `${terminalLine(where)}  ${paint('faint', terminalLine(text))}\n`;
  });
  return `\n${mentions.length} ${places} the old name; change each where it should be the new one:\n${lines.join('')}`;
}
