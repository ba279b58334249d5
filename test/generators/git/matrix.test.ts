/** Two branches of a node brought together by every way that git has, in the long run of the tests. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { PAYMENT } from '../support/program.ts';
import {
  CONTRACT,
  copyOf,
  crlfCloneOf,
  describedAs,
  expectSettled,
  inConflict,
  repositoryIn,
  startRepository,
  type Repository,
} from './repository.ts';

const long = process.env['ONEX_LONG_TESTS'] ? describe : describe.skip;
const READ = `${PAYMENT}/v1_0_0/handlers/handler_read.ts`;
const FILE = ['-c', 'protocol.file.allow=always'];

const described = describedAs('Takes all payments.');

long('branches that ran onex, brought together by git', function () {
  this.timeout(300_000);
  let start = '';
  let repository: Repository;

  before(async () => {
    await built();
    start = await startRepository();
    const { branch, change, onex, must } = repositoryIn(start);
    await branch('one', async () => {
      await onex('add', 'payment', 'operation', 'charge', '--yes');
      change(READ, (text) => `${text}\nexport const MINE = 1;\n`);
    });
    await branch('two', async () => {
      change(CONTRACT, described);
      await onex('upgrade', '--no-typecheck');
    });
    must('switch', '--quiet', 'two');
  });
  beforeEach(() => {
    repository = copyOf(start);
  });

  async function expectBoth(of: Repository = repository): Promise<void> {
    expect(of.read(`${PAYMENT}/README.md`))
      .to.contain('Takes all payments.')
      .and.contain('charge');
    expect(of.read(READ)).to.contain('MINE');
    await expectSettled(of, [CONTRACT, READ]);
  }

  for (const [way, commands] of [
    ['merge', [['merge', '--quiet', '--no-edit', 'one']]],
    [
      'merge the other way',
      [
        ['switch', '--quiet', 'one'],
        ['merge', '--quiet', '--no-edit', 'two'],
      ],
    ],
    [
      'merge --squash',
      [
        ['merge', '--quiet', '--squash', 'one'],
        ['commit', '--quiet', '-m', 'one'],
      ],
    ],
    ['rebase', [['rebase', '--quiet', 'one']]],
    ['rebase --apply', [['rebase', '--quiet', '--apply', 'one']]],
    ['cherry-pick', [['cherry-pick', 'one']]],
  ] as const) {
    it(`have both changes after git ${way}`, async () => {
      for (const command of commands) repository.must(...command);
      await expectBoth();
    });
  }

  it('have both changes after git am', async () => {
    const { must } = repository;
    must('format-patch', '--quiet', '-1', 'one', '-o', 'patches');
    must('am', '--quiet', '--3way', 'patches/0001-one.patch');
    await expectBoth();
  });

  it('lose one change alone by git revert, and get it back by reverting that', async () => {
    const { must, read } = repository;
    must('merge', '--quiet', '--no-edit', 'one');
    must('revert', '--no-edit', '-m', '1', 'HEAD');
    expect(read(CONTRACT)).to.not.contain('charge');
    expect(existsSync(join(repository.root, `${PAYMENT}/v1_0_0/handlers/handler_charge.ts`))).to.equal(false);
    await expectSettled(repository, [CONTRACT]);
    must('revert', '--no-edit', 'HEAD');
    await expectBoth();
  });

  it('revert one of two changes after both were merged and settled', async () => {
    const { must, onex, read } = repository;
    const two = must('rev-parse', 'two');
    must('merge', '--quiet', '--no-edit', 'one');
    await onex('upgrade', '--no-typecheck');
    must('add', '--all');
    must('commit', '--quiet', '--allow-empty', '-m', 'settled');
    must('revert', '--no-edit', two);
    await onex('upgrade', '--no-typecheck');
    expect(read(`${PAYMENT}/README.md`))
      .to.contain('charge')
      .and.not.contain('Takes all payments.');
    await expectSettled(repository, [READ]);
  });

  it('have both changes after git stash pop', async () => {
    const { must, change, onex } = repository;
    must('switch', '--quiet', 'one');
    change(CONTRACT, described);
    await onex('upgrade', '--no-typecheck');
    must('stash', '--quiet', '--include-untracked');
    await onex('add', 'payment', 'operation', 'void', '--yes');
    must('add', '--all');
    must('commit', '--quiet', '-m', 'void');
    must('stash', 'pop', '--quiet');
    expect(repository.read(`${PAYMENT}/README.md`)).to.contain('void');
    await expectBoth();
  });

  it('name git stash drop when git stash pop ends in a conflict', async () => {
    const { must, git, change, onex } = repository;
    change(CONTRACT, describedAs('Mine.'));
    must('stash', '--quiet');
    change(CONTRACT, describedAs('Yours.'));
    must('commit', '--quiet', '--all', '-m', 'yours');
    expect(git('stash', 'pop').code).to.equal(1);
    const { code, err } = await onex('graph', 'check');
    expect(code).to.equal(2);
    expect(err).to.contain('stash drop').and.contain('add contract.yaml');
  });

  for (const [operation, begin] of [
    ['merge', ['merge', '--no-edit', 'other']],
    ['rebase', ['rebase', 'other']],
    ['rebase', ['rebase', '--apply', 'other']],
    ['cherry-pick', ['cherry-pick', 'other']],
    ['revert', ['revert', '--no-edit', 'HEAD~1']],
    ['am', ['am', '--3way', 'patches/0001-other.patch']],
  ] as const) {
    it(`name git ${operation} --continue when ${begin.slice(0, 2).join(' ')} ends in a conflict, and go on after it`, async () => {
      const { must, git, branch, change, onex } = repository;
      await branch('other', () => change(CONTRACT, describedAs('Other.')), 'two');
      must('switch', '--quiet', 'two');
      for (const what of ['First', 'Second']) {
        change(CONTRACT, describedAs(`${what}.`));
        must('commit', '--quiet', '--all', '-m', what);
      }
      must('format-patch', '--quiet', '-1', 'other', '-o', 'patches');
      expect(git(...begin).code).not.to.equal(0);
      const { code, err } = await onex('graph', 'check');
      expect(code).to.equal(2);
      expect(err)
        .to.contain(`git ${operation} in progress`)
        .and.match(new RegExp(`git .*${operation} --continue`));
      must(operation, '--abort');
      expect((await onex('graph', 'check')).code).to.equal(0);
    });
  }

  it('work in a worktree, and report its own merge', async () => {
    const { must, root } = repository;
    must('worktree', 'add', '--quiet', '-b', 'three', '../tree', 'two');
    const tree = repositoryIn(join(dirname(root), 'tree'));
    tree.must('merge', '--quiet', '--no-edit', 'one');
    await expectBoth(tree);
    tree.change(CONTRACT, inConflict);
    expect((await tree.onex('graph', 'check')).code).to.equal(2);
    expect((await repository.onex('graph', 'check')).code).to.equal(0);
  });

  it('work in a shallow clone and in a sparse checkout', async () => {
    const { must, root } = repository;
    const folder = dirname(root);
    must('merge', '--quiet', '--no-edit', 'one');
    must(...FILE, 'clone', '--quiet', '--depth', '1', `file://${root}`, join(folder, 'shallow'));
    await expectBoth(repositoryIn(join(folder, 'shallow')));
    must('clone', '--quiet', root, join(folder, 'sparse'));
    const sparse = repositoryIn(join(folder, 'sparse'));
    sparse.must('sparse-checkout', 'set', PAYMENT);
    expect(existsSync(join(sparse.root, 'nodes/node_billing_refund_effect'))).to.equal(false);
    const refused = await sparse.onex('upgrade');
    expect([refused.code, refused.err.includes('git sparse-checkout add .onex')]).to.deep.equal([1, true]);
    expect(sparse.must('status', '--porcelain')).to.equal('');
    sparse.must('sparse-checkout', 'add', '.onex');
    expect(sparse.read(READ)).to.contain('MINE');
    expect((await sparse.onex('upgrade', '--no-typecheck')).code).to.equal(0);
    expect(existsSync(join(sparse.root, 'nodes/node_billing_refund_effect'))).to.equal(false);
    expect(existsSync(join(sparse.root, '.vscode'))).to.equal(false);
  });

  it('work in a checkout with CRLF, whose records have LF', async () => {
    const crlf = crlfCloneOf(repository);
    expect(crlf.read(CONTRACT)).to.contain('\r\n');
    expect(crlf.read(`${PAYMENT}/.onex/base.txt`)).to.not.contain('\r');
    crlf.must('merge', '--quiet', '--no-edit', 'origin/one');
    await expectBoth(crlf);
    // The run wrote what git had left of both branches as one.
    crlf.must('commit', '--quiet', '--all', '-m', 'records');
    await expectBoth(crlf);
    expect(crlf.must('status', '--porcelain')).to.equal('');
  });

  it('work in a submodule', async () => {
    const { root, must } = repository;
    const outer = join(dirname(root), 'outer');
    mkdirSync(outer);
    const around = repositoryIn(outer);
    around.must('init', '--quiet');
    around.must(...FILE, 'submodule', '--quiet', 'add', '--branch', 'two', root, 'shop');
    const inner = repositoryIn(join(outer, 'shop'));
    expect(readFileSync(join(inner.root, '.git'), 'utf8')).to.contain('gitdir:');
    must('status');
    inner.must('merge', '--quiet', '--no-edit', 'origin/one');
    await expectBoth(inner);
    inner.change('package.json', inConflict);
    expect((await inner.onex('status')).code).to.equal(2);
  });
});
