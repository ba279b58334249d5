import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  ATTRIBUTES_FILE,
  missingAttributes,
  repositoryAround,
  withAttributes,
} from '../../../../contract/index.ts';
import { bad, good, type Finding } from '../check.ts';

const REMEDY = 'run onex doctor --fix';

/** Adds the lines in a copy that then replaces the file. If the run is killed before that, the file is unchanged. */
function fix(file: string, text: string, mode: number): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, withAttributes(text), { flag: 'wx', mode: mode & 0o777 });
  renameSync(draft, file);
}

/**
 * Whether `.gitattributes` has the lines by which git merges the contracts of a project and the generator's records.
 * @param fixes Whether to add missing lines.
 * @returns Nothing outside a repository.
 */
export function checkGit(root: string, fixes: boolean): readonly Finding[] {
  if (repositoryAround(root) === null) return [];
  const file = path.join(root, ATTRIBUTES_FILE);
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isFile())
      return [
        bad(
          'git-attributes',
          'git',
          `${ATTRIBUTES_FILE} is not a file, so git may not merge contracts and the records of onex`,
          'make it a file',
        ),
      ];
    const text = stats === undefined ? '' : readFileSync(file, 'utf8');
    const missing = missingAttributes(text);
    if (missing.length === 0)
      return [good('git', `${ATTRIBUTES_FILE} says how to merge contracts and the records of onex`)];
    const lines = `${missing.length} ${missing.length === 1 ? 'line' : 'lines'}`;
    if (!fixes) {
      const message = `${ATTRIBUTES_FILE} lacks ${lines} by which git merges contracts and the records of onex: ${missing.join('; ')}`;
      return [bad('git-attributes', 'git', message, REMEDY)];
    }
    fix(file, text, stats?.mode ?? 0o644);
    return [good('git', `${lines} added to ${ATTRIBUTES_FILE}`)];
  } catch (error) {
    return [
      bad(
        'git-attributes',
        'git',
        `${ATTRIBUTES_FILE}: ${(error as Error).message}`,
        'make it readable and writable',
      ),
    ];
  }
}
