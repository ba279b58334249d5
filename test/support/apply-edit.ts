/**
 * Does in the working folder what a block of a page shows: `apply-edit.ts ts FILE` writes the file, `apply-edit.ts diff
 * FILE` changes it, hunk by hunk; a line of three dots stands between two hunks. The block comes on standard input.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [kind, file = ''] = process.argv.slice(2);
const block = readFileSync(0, 'utf8');
writeFileSync(file, kind === 'ts' ? block : block.split(/^…\n/m).reduce(change, readFileSync(file, 'utf8')));

function change(text: string, hunk: string): string {
  const lines = hunk.replace(/\n$/, '').split('\n');
  const side = (other: string): string =>
    lines
      .filter((line) => !line.startsWith(other))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const parts = text.split(side('+'));
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, not once:\n${side('+')}`);
  return parts.join(side('-'));
}
