import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { privacyProblem } from '../../state/index.ts';
import { bad, good, type Finding } from './check.ts';

/** Whether nodes can keep their state in the directory, and nobody else can read it. Nothing is made. */
export function checkState(directory: string): Finding {
  const name = 'state directory';
  const existing = nearestExisting(directory);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    return bad(name, `${existing} cannot be written`, 'set ONEX_STATE_DIR to a folder of yours');
  }
  if (existing !== directory) {
    if (statSync(existing).isDirectory()) return good(name, `${directory} will be made`);
    return bad(name, `${existing} is not a directory`, 'set ONEX_STATE_DIR to a folder of yours');
  }
  const problem = privacyProblem(directory);
  if (problem !== null) return bad(name, `${directory} ${problem}`, `chmod 700 ${directory}`);
  return good(name, directory);
}

function nearestExisting(directory: string): string {
  return existsSync(directory) ? directory : nearestExisting(path.dirname(directory));
}
