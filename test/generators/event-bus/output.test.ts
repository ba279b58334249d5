import { expect } from 'chai';
import { jsonReport } from '../../../generators/event-bus/report.ts';
import type { FileOutcome } from '../../../generators/event-bus/inject/settle-files.ts';
import type { FilePlan, Plan } from '../../../lib/reconcile/index.ts';
import { built } from '../../support/built.ts';
import { removeFolders, snapshot } from '../../support/folders.ts';
import { bus, project, STORE } from './support.ts';

describe('the output of onex event-bus', function () {
  this.timeout(60_000);
  before(() => built());
  afterEach(removeFolders);

  it('shows a diff and writes nothing with --dry-run --diff', async () => {
    const root = await project({ 'src/store.ts': STORE });
    const before = await snapshot(root);
    const { stdout, code } = await bus(root, 'src/store.ts', '--dry-run', '--diff');
    expect(code).to.equal(0);
    expect(stdout).to.include('+++ b/src/store.ts');
    expect(stdout).to.include('+\tasync shutdown(): Promise<void> {');
    expect(stdout.split('\n').filter((line) => /^-(?!--)/.test(line))).to.deep.equal([]);
    expect(await snapshot(root)).to.deep.equal(before);
  });

  it('prints one object with --json', async () => {
    const root = await project({ 'src/store.ts': STORE, 'src/empty.ts': '' });
    const { stdout, stderr, code } = await bus(root, 'src/store.ts', 'src/empty.ts', '--json');
    expect(code).to.equal(1);
    expect(stderr).to.equal('');
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).to.have.all.keys(
      'status',
      'project',
      'files',
      'warnings',
      'next',
      'error',
      'code',
      'docs',
    );
    expect(report['project']).to.equal(root);
    expect(report['status']).to.equal('error');
    expect(report['files']).to.deep.equal([
      { path: 'src/store.ts', action: 'update', mode: '644' },
      { path: 'src/empty.ts', action: 'refused', mode: null },
    ]);
    expect(report['error']).to.match(/^src\/empty\.ts:1:1: the file is empty/);
  });

  it('prints patches with --json: of changes with --diff, of a failed check in any case', async () => {
    const root = await project({ 'src/store.ts': STORE });
    const { stdout } = await bus(root, 'src/store.ts', '--json', '--diff', '--dry-run');
    const [file] = (JSON.parse(stdout) as { files: { patch: string }[] }).files;
    expect(file?.patch).to.match(/^--- a\/src\/store\.ts\n\+\+\+ b\/src\/store\.ts\n@@ /);
    const plan: FilePlan = {
      path: 'src/odd.ts',
      action: 'refused',
      mode: null,
      from: null,
      reason: 'a check failed',
      clashes: [],
      replaced: [],
      before: null,
      after: null,
    };
    const outcome: FileOutcome = {
      plan,
      change: null,
      text: null,
      record: null,
      notes: [],
      added: [],
      fault: 'src/odd.ts:1:1: not changed, because a check failed: x; apply the patch by hand',
      patch: '--- a/src/odd.ts\n',
      absent: false,
      candidates: [],
    };
    const whole = { root, files: [plan], warnings: [] } as unknown as Plan;
    expect(await jsonReport(whole, [outcome], { diff: false, next: [] })).to.deep.equal({
      status: 'error',
      project: root,
      files: [{ path: 'src/odd.ts', action: 'refused', mode: null, patch: outcome.patch }],
      warnings: [],
      next: [],
      error: outcome.fault,
      code: 'ERR_ONEX_INJECTION',
      docs: 'docs/errors.md#err_onex_injection',
    });
  });
});
