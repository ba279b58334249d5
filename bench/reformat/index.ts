/**
 * Upgrades of projects that their owners formatted with their own settings and edited: the share of files in conflict,
 * compared with `git merge-file` on the same three texts. The goal is 5 % of git's.
 */
import { printTable } from '../lib/table.ts';
import { templateChanges } from './changes.ts';
import { countConflicts } from './conflicts.ts';
import { STYLES } from './styles.ts';

const GOAL = 0.05;

export async function run(): Promise<void> {
  const rows: string[][] = [];
  const sum = { onex: 0, git: 0 };
  for (const change of await templateChanges()) {
    for (const style of STYLES) {
      const { files, onex, git } = await countConflicts(style, change);
      sum.onex += onex;
      sum.git += git;
      rows.push([`${change.name}: ${style.name}`, String(files), String(git), String(onex)]);
    }
  }
  const share = sum.git === 0 ? 0 : sum.onex / sum.git;
  rows.push(['all', '', String(sum.git), String(sum.onex)]);
  printTable(['files in conflict', 'changed on both sides', 'git merge-file', 'onex'], rows);
  console.log(`onex / git: ${(share * 100).toFixed(1)} %; goal ${GOAL * 100} %`);
}
