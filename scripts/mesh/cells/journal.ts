import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Mesh } from '../cell.ts';

/** Makes the Python effect of the ledger fail, because its journal is a folder. Returns what repairs it, any number of times. */
export function breakJournal({ state }: Mesh): () => void {
  const journal = join(state, 'ledger-journal.txt');
  rmSync(journal, { force: true, recursive: true });
  mkdirSync(journal);
  let isBroken = true;
  return () => {
    if (isBroken) rmSync(journal, { recursive: true });
    isBroken = false;
  };
}
