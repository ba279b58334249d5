import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex, type Outcome } from '../../support/process.ts';

const CONTRACT = 'nodes/node_billing_payment_effect/v1_0_0/contract.yaml';
const git = (cwd: string, ...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], {
    cwd,
    stdio: 'ignore',
  });

interface Report {
  readonly status: string;
  readonly compared: number;
  readonly contracts: readonly {
    readonly node: string;
    readonly changes: readonly {
      readonly effect: string;
      readonly file: string;
      readonly line: number;
      readonly consumers: readonly {
        readonly node: string;
        readonly step: string | null;
        readonly line: number;
      }[];
    }[];
  }[];
}

const report = ({ stdout }: Outcome): Report => JSON.parse(stdout) as Report;

describe('onex contract diff', function () {
  this.timeout(60_000);
  before(async function () {
    await built();
  });
  afterEach(removeFolders);

  it('does not succeed in a folder that is no project and has nothing to compare', async () => {
    const cwd = await folder();
    const { code, stdout, stderr } = await onex(['contract', 'diff'], { cwd });
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr).to.match(/has no nodes to compare; change to a project, or name two files/);
  });

  /** A project with a payment and a checkout that drives it, committed to git. */
  async function project(): Promise<string> {
    const cwd = await folder();
    const make = [
      ['effect', 'payment', '--domain', 'billing', '--operations', 'create,refund', '--yes', '--no-install'],
      [
        'orchestrator',
        'checkout',
        '--domain',
        'billing',
        '--steps',
        'payment:create',
        '--yes',
        '--no-install',
      ],
    ];
    for (const args of make) {
      const { code, stderr } = await onex(args, { cwd });
      expect(code, stderr).to.equal(0);
    }
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-qm', 'First');
    return cwd;
  }

  async function edit(cwd: string, from: string, to: string): Promise<void> {
    const text = await readFile(join(cwd, CONTRACT), 'utf8');
    expect(text).to.include(from);
    await writeFile(join(cwd, CONTRACT), text.replace(from, to));
  }

  it('compares with what was generated last, and ends with 2 on a breaking change and with 0 otherwise', async () => {
    const cwd = await project();
    const same = await onex(['contract', 'diff'], { cwd });
    expect([same.code, same.stdout]).to.deep.equal([0, 'No changes in 2 contracts\n']);
    await edit(cwd, '\ndescription: ', '\ndescription: Really ');
    const changed = await onex(['contract', 'diff', 'payment'], { cwd });
    expect(changed.stdout).to.match(/compatible: description changed .*contract\.yaml:\d+:1/);
    expect(changed.code).to.equal(0);
    await edit(cwd, 'input_fields:\n', 'input_fields:\n      - currency: str\n');
    const broken = await onex(['contract', 'diff', CONTRACT], { cwd });
    expect(broken.stdout).to.include('input field currency is new and required');
    expect(broken.stdout).to.match(
      /node_billing_checkout_orchestrator, step \w+, field currency nodes\/\S+contract\.yaml:\d+:\d+/,
    );
    expect(broken.code).to.equal(2);
  });

  it('compares the nodes of a project with a git revision, in whatever way the revision is named', async () => {
    const cwd = await project();
    await edit(cwd, 'input_fields:\n', 'input_fields:\n      - currency: str\n');
    git(cwd, 'commit', '-qam', 'Second');
    for (const args of [
      ['HEAD~1'],
      ['HEAD~1', 'HEAD'],
      ['HEAD~1', 'payment'],
      ['--since', 'HEAD~1'],
      ['payment', '--since', 'HEAD~1'],
      [CONTRACT, '--since', 'HEAD~1'],
      [`HEAD~1:${CONTRACT}`],
      [`HEAD~1:${CONTRACT}`, CONTRACT],
      ['HEAD~1', CONTRACT],
    ]) {
      const outcome = await onex(['contract', 'diff', ...args, '--json'], { cwd });
      expect(outcome.code, args.join(' ') + outcome.stderr).to.equal(2);
      const { status, contracts } = report(outcome);
      expect(status).to.equal('breaking');
      expect(contracts.map(({ node }) => node)).to.deep.equal(['node_billing_payment_effect']);
      const change = contracts[0]!.changes.find(({ effect }) => effect === 'breaking');
      expect(change?.consumers[0]?.node).to.equal('node_billing_checkout_orchestrator');
      expect(change?.line).to.be.greaterThan(1);
    }
    const unchanged = await onex(['contract', 'diff', 'HEAD', '--json'], { cwd });
    expect([unchanged.code, report(unchanged).status]).to.deep.equal([0, 'unchanged']);
    const back = await onex(['contract', 'diff', 'HEAD', 'HEAD~1', '--json'], { cwd });
    expect([back.code, report(back).status]).to.deep.equal([0, 'compatible']);
  });

  it('compares two files outside of a project', async () => {
    const cwd = await folder();
    const text = await readFile(join(await project(), CONTRACT), 'utf8');
    await writeFile(join(cwd, 'old.yaml'), text);
    await writeFile(
      join(cwd, 'new.yaml'),
      text.replace('input_fields:\n', 'input_fields:\n      - currency: str\n'),
    );
    const outcome = await onex(['contract', 'diff', 'old.yaml', 'new.yaml'], { cwd });
    expect(outcome.stdout).to.match(/breaks consumers: .* new\.yaml:\d+:\d+/);
    expect(outcome.code).to.equal(2);
  });

  for (const { title, args, says, action } of [
    {
      title: 'what names nothing',
      args: ['paymnet'],
      says: /"paymnet" is neither a file, a node of the project, nor a git revision/,
    },
    {
      title: 'a revision that does not exist',
      args: ['--since', 'nonsense'],
      says: /"nonsense" is not a revision of a git repository/,
    },
    {
      title: 'a revision that looks like an option of git',
      args: ['--since=--output=x'],
      says: /is not a revision/,
    },
    { title: 'a broken contract', args: ['broken.yaml', CONTRACT], says: /broken\.yaml:1:\d+: / },
    { title: 'a file without a record', args: ['lone.yaml'], says: /has no record of what was generated/ },
    {
      title: 'a file that a revision does not have',
      args: ['HEAD:none.yaml', CONTRACT],
      says: /"HEAD" has no file "none\.yaml"/,
    },
    { title: 'more than two versions', args: [CONTRACT, CONTRACT, CONTRACT], says: /two versions at most/ },
    {
      title: 'an option of another action',
      args: ['--since', 'HEAD'],
      action: 'check',
      says: /contract check has no option --since/,
    },
  ]) {
    it(`refuses ${title} in one line, with exit code 1`, async () => {
      const cwd = await project();
      await writeFile(join(cwd, 'broken.yaml'), 'name: [');
      await mkdir(join(cwd, 'folder'));
      await writeFile(join(cwd, 'lone.yaml'), await readFile(join(cwd, CONTRACT)));
      const { code, stdout, stderr } = await onex(['contract', action ?? 'diff', ...args], { cwd });
      expect(stderr).to.match(says);
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
      expect(stdout).to.equal('');
      expect(code).to.equal(1);
    });
  }
});
