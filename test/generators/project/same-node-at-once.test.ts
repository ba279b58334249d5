import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { run as commitChanges } from '../../../lib/reconcile/commit/run.ts';
import { sha256, type Change } from '../../../lib/reconcile/index.ts';
import { failingDisk } from '../../faults/index.ts';
import { buryHolder, treeOf } from '../../reconcile/support/tree.ts';
import { deadPid } from '../../reconcile/support/big-upgrade.ts';
import { built } from '../../support/built.ts';
import { onex as start } from '../../support/process.ts';
import { onex, PAYMENT } from '../support/program.ts';

const NODE = ['effect', 'payment', '--domain', 'billing', '--yes'];
const CONTRACT = `${PAYMENT}/v1_0_0/contract.yaml`;

/** What a run changed, as the changes of its commit. */
function changesBetween(before: string, after: string): Change[] {
  const [old, now] = [treeOf(before), treeOf(after)];
  return Object.keys(now)
    .filter((path) => now[path] !== old[path] && now[path] !== 'empty')
    .map((path) => ({
      type: 'write',
      path,
      before: existsSync(join(before, path)) ? sha256(readFileSync(join(before, path))) : null,
      contents: readFileSync(join(after, path)),
      mode: 0o644,
    }));
}

describe('two runs over one node', function () {
  this.timeout(120_000);
  let project = '';

  before(async () => {
    await built();
    project = mkdtempSync(join(tmpdir(), 'onex-at-once-'));
    expect(onex(project, [...NODE, '--operations', 'create,read']).code).to.equal(0);
  });

  function copy(): string {
    const root = join(mkdtempSync(join(tmpdir(), 'onex-at-once-')), 'shop');
    cpSync(project, root, { recursive: true });
    return root;
  }
  const contractIn = (root: string): string => readFileSync(join(root, CONTRACT), 'utf8');

  for (const command of ['effect', 'upgrade', 'event-bus'] as const) {
    it(`begins with what an interrupted run wrote: ${command}`, async () => {
      const [finished, root] = [copy(), copy()];
      expect(onex(finished, [...NODE, '--operations', 'create,read,refund']).code).to.equal(0);
      const changes = changesBetween(root, finished);
      // Everything is staged, and one file is in its place.
      let dead = false;
      const dying = failingDisk(
        (_call, name, path) => {
          dead ||= name === 'rename' && path.endsWith('-1.new');
          return dead ? 'before' : 'none';
        },
        () => new Error('the process died'),
      );
      await commitChanges(root, changes, dying.disk).catch(() => undefined);
      expect(existsSync(join(root, '.onex/journal-apply.json')), 'a journal').to.equal(true);
      await buryHolder(root, deadPid);

      const args = {
        effect: [...NODE, '--description', 'Takes money'],
        upgrade: ['upgrade'],
        'event-bus': ['event-bus', `${PAYMENT}/v1_0_0/handlers/handler_create.ts`, '--dry-run'],
      }[command];
      if (command === 'event-bus') {
        const refused = onex(root, args);
        expect(refused.code).to.equal(1);
        expect(refused.err).to.contain('Run once without --dry-run');
        args.pop();
      }
      const { out, err } = onex(root, args);
      expect(out + err).to.contain('An earlier run was interrupted; it has been completed.');
      expect(contractIn(root)).to.contain('refund');
      expect(existsSync(join(root, '.onex/journal-apply.json'))).to.equal(false);
      const left = Object.keys(treeOf(root)).filter((path) => /\.onex-/.test(path));
      expect(left).to.deep.equal([]);
      if (command === 'effect') expect(contractIn(root)).to.contain('Takes money');
    });
  }

  it('loses no change of a run that reports success', async () => {
    for (let trial = 0; trial < 3; trial += 1) {
      const root = copy();
      const [refund, description] = await Promise.all([
        start([...NODE, '--operations', 'create,read,refund'], { cwd: root }),
        start([...NODE, '--description', 'Takes money'], { cwd: root }),
      ]);
      expect([refund.code, description.code], 'one of them succeeds').to.include(0);
      if (refund.code === 0) expect(contractIn(root)).to.contain('refund');
      else expect(refund.stderr).to.match(/run (again|the same command again)|is in progress:/i);
      if (description.code === 0) expect(contractIn(root)).to.contain('Takes money');
      else expect(description.stderr).to.match(/run (again|the same command again)|is in progress:/i);
      expect(onex(root, ['status', '--check']).code).to.equal(0);
    }
  });
});
