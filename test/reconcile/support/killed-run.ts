/**
 * A run in a process of its own. Arguments: the project's root, the number of the call after which the process kills
 * itself (0: never), and which version to write (`first` or `next`).
 */
import { commit, reconcile } from '../../../lib/reconcile/index.ts';
import { firstVersion, nextVersion, RENAMES } from './big-change.ts';
import { faultyDisk } from './faulty-disk.ts';
import { unitOf } from './project.ts';

const [root = '', at = '0', version = 'next'] = process.argv.slice(2);

function kill(): Error {
  process.kill(process.pid, 'SIGKILL');
  return new Error('killed');
}

const { disk } = faultyDisk((call) => (call === Number(at) ? 'after' : 'go'), kill);
const units = [unitOf(version === 'next' ? nextVersion() : firstVersion())];
const options = { generatorVersion: '0.2.0', onConflict: 'fail', renames: () => RENAMES, disk } as const;
try {
  const { json } = await commit(await reconcile({ root, units, options }));
  process.stdout.write(`${JSON.stringify({ status: json.status, warnings: json.warnings })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ status: 'error', error: (error as Error).message })}\n`);
  process.exitCode = 1;
}
