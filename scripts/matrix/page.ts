import { readFile, writeFile } from 'node:fs/promises';
import { table } from '../reference/markdown.ts';
import type { CellResult } from './cell.ts';

const BEGIN = '<!-- Written by `npm run matrix`. -->';
const END = '<!-- End of what the matrix wrote. -->';

/** Writes one table for each part of the matrix between the markers of a page. */
export async function writeTables(page: string, results: readonly CellResult[]): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${page} has no markers of the matrix`);
  await writeFile(page, `${before}${BEGIN}\n\n${tablesOf(results)}\n${END}${after}`);
}

function tablesOf(results: readonly CellResult[]): string {
  const names = [...new Set(results.map(({ cell }) => cell.table))];
  return names
    .map((name) => {
      const own = results.filter(({ cell }) => cell.table === name);
      const columns = [...new Set(own.map(({ cell }) => cell.column))];
      const rows = [...new Set(own.map(({ cell }) => cell.row))];
      const lines = rows.map((row) => {
        const found = columns.map((column) =>
          own.find(({ cell }) => cell.row === row && cell.column === column),
        );
        return [row, ...found.map((one) => one?.result ?? '')];
      });
      return table([name, ...columns], lines);
    })
    .join('\n');
}
