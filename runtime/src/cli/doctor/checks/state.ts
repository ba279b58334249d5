import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { privacyProblem } from '../../../state/index.ts';
import { linkOf } from '../../project/index.ts';
import { bad, good, type Finding } from './check.ts';

/** Whether nodes can store their state in the directory, and nobody else can read it. Nothing is created. */
export function checkState(directory: string): Finding {
  const name = 'state directory';
  const link = danglingAt(directory);
  if (link !== null)
    return bad('state-directory', name, `${link} is a broken link`, 'create its target, or remove it');
  const existing = nearestExisting(directory);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    return bad(
      'state-directory',
      name,
      `${existing} cannot be written`,
      'set ONEX_STATE_DIR to a folder that you own',
    );
  }
  if (existing !== directory) {
    if (statSync(existing).isDirectory()) return good(name, `${directory} will be created`);
    return bad(
      'state-directory',
      name,
      `${existing} is not a directory`,
      'set ONEX_STATE_DIR to a folder that you own',
    );
  }
  const problem = privacyProblem(directory);
  if (problem !== null) return bad('state-directory', name, `${directory} ${problem.what}`, problem.fix);
  return good(name, directory);
}

/** The dangling link in the path of a directory, which prevents its creation. Null if there is none. */
function danglingAt(directory: string): string | null {
  if (existsSync(directory)) return null;
  if (linkOf(directory)?.isSymbolicLink() === true) return directory;
  const parent = path.dirname(directory);
  return parent === directory ? null : danglingAt(parent);
}

function nearestExisting(directory: string): string {
  return existsSync(directory) ? directory : nearestExisting(path.dirname(directory));
}
