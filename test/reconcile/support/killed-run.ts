/**
 * A run in a process of its own; each call that changes the disk is a step. Arguments: the project's root, which
 * version to write (`first` or `next`), and `fails` for a run that meets a fault when it puts files in place, and is
 * taken back.
 */
import { commit, reconcile } from '../../../lib/reconcile/index.ts';
import { failingDisk } from '../../faults/disk/failing-disk.ts';
import { createSteps } from '../../faults/process/steps.ts';
import { firstVersion, nextVersion, RENAMES } from './big-change.ts';
import { unitOf } from './project.ts';

const [root = '', version = 'next', fails] = process.argv.slice(2);

const step = createSteps();
const { disk } = failingDisk(
  (_call, name, path) => {
    step();
    return fails === 'fails' && name === 'rename' && /-2\d\.new$/.test(path) ? 'before' : 'none';
  },
  (name) => Object.assign(new Error(`EIO: ${name}`), { code: 'EIO' }),
);
const units = [unitOf(version === 'next' ? nextVersion() : firstVersion())];
const options = { generatorVersion: '0.2.0', onConflict: 'fail', renames: () => RENAMES, disk } as const;
try {
  const { json } = await commit(await reconcile({ root, units, options }));
  process.stdout.write(`${JSON.stringify({ status: json.status, warnings: json.warnings })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ status: 'error', error: (error as Error).message })}\n`);
  process.exitCode = 1;
}
