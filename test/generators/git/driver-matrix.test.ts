/** Pairs of changes to one node, merged with the driver by every way that git has, in the long run of the tests. */
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { onexHere } from '../support/in-process.ts';
import {
  CONTRACT,
  copyOf,
  crlfCloneOf,
  repositoryIn,
  startRepository,
  statesOf,
  withDriver,
  type Repository,
} from './repository.ts';

const long = process.env['ONEX_LONG_TESTS'] ? describe : describe.skip;

type Work = (repository: Repository) => Promise<unknown>;

const run =
  (...args: readonly string[]): Work =>
  async ({ root }) => {
    const { code, err } = await onexHere(root, [...args, '--yes', '--no-typecheck']);
    expect(code, `${args.join(' ')}: ${err}`).to.equal(0);
  };

/** Changes contracts by hand, and upgrades. */
const edit =
  (file: string, from: RegExp | string, to: string): Work =>
  async (repository) => {
    const before = repository.read(file);
    repository.change(file, (text) => text.replace(from, to));
    expect(repository.read(file), file).to.not.equal(before);
    const { code, err } = await repository.onex('upgrade', '--no-typecheck');
    expect(code, err).to.equal(0);
  };

const ORDER = 'nodes/node_billing_order_reducer/v1_0_0/contract.yaml';
const CHECKOUT = 'nodes/node_billing_checkout_orchestrator/v1_0_0/contract.yaml';

interface Pair {
  readonly what: string;
  readonly one: Work;
  readonly two: Work;
  /** Files, and what each says after the merge. */
  readonly says: Readonly<Record<string, readonly (RegExp | string)[]>>;
}

const PAIRS: readonly Pair[] = [
  {
    what: 'an operation and an operation',
    one: run('add', 'payment', 'operation', 'charge'),
    two: run('add', 'payment', 'operation', 'hold', '--input', 'entity_id: str, amount: Decimal'),
    says: { [CONTRACT]: ['operation: charge', 'operation: hold', 'amount: Decimal'] },
  },
  {
    what: 'a field and a field of one operation',
    one: run('add', 'payment', 'field', 'create', 'amount: Decimal'),
    two: run('add', 'payment', 'field', 'create', 'note: str | None'),
    says: { [CONTRACT]: ['- amount: Decimal', '- note: str | None'] },
  },
  {
    what: 'a step and a step',
    one: run('add', 'checkout', 'step', 'refund:create', '--id', 'give_back', '--after', 'create_payment'),
    two: run('add', 'checkout', 'step', 'payment:read', '--id', 'look', '--after', 'create_payment'),
    says: { [CHECKOUT]: ['give_back', 'look'] },
  },
  {
    what: 'a state and a state',
    one: run('add', 'order', 'state', 'archived', '--from', 'completed', '--on', 'archive', '--terminal'),
    two: run('add', 'order', 'state', 'disputed', '--from', 'completed', '--on', 'dispute', '--terminal'),
    says: { [ORDER]: ['archived', 'archive', 'disputed', 'dispute'] },
  },
  {
    what: 'a topic and a topic',
    one: run('add', 'payment', 'topic', 'onex.evt.billing.invoice-sent.v1', '--direction', 'subscribe'),
    two: run('add', 'payment', 'topic', 'onex.evt.billing.order-made.v1', '--direction', 'subscribe'),
    says: { [CONTRACT]: ['invoice-sent.v1', 'order-made.v1'] },
  },
  {
    what: 'a renamed operation and an added one',
    one: run('rename', 'payment:read', 'payment:look'),
    two: run('add', 'payment', 'operation', 'hold'),
    says: { [CONTRACT]: ['operation: look', 'operation: hold', /^(?![^]*operation: read)/] },
  },
  {
    what: 'a removed operation and an added one',
    one: run('remove', 'payment:read'),
    two: run('add', 'payment', 'operation', 'hold'),
    says: { [CONTRACT]: ['operation: hold', /^(?![^]*operation: read)/] },
  },
  {
    what: 'a description, by hand, and an operation',
    one: edit(CONTRACT, /^description: .*$/m, 'description: Takes all payments. # ours'),
    two: run('add', 'payment', 'operation', 'hold'),
    says: { [CONTRACT]: ['Takes all payments. # ours', 'operation: hold'] },
  },
  {
    what: 'comments and timeouts, by hand, of one operation and its neighbor',
    one: edit(CONTRACT, /^( {2}- operation: create\n)/m, '  # Mine.\n$1'),
    two: edit(CONTRACT, /timeout_seconds: 30\n( {2}- operation: read)/, 'timeout_seconds: 45\n$1'),
    says: { [CONTRACT]: ['  # Mine.\n  - operation: create', 'timeout_seconds: 45'] },
  },
];

async function expectMerged(repository: Repository, { says }: Pair): Promise<void> {
  for (const [file, texts] of Object.entries(says))
    for (const text of texts)
      expect(repository.read(file), file).to.match(
        typeof text === 'string' ? new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)) : text,
      );
  const { code, err } = await repository.onex('upgrade', '--no-typecheck');
  expect(code, err).to.equal(0);
  repository.must('add', '--all');
  repository.must('diff', '--check', '--cached');
  expect((await repository.onex('upgrade', '--json')).out).to.contain('"unchanged"');
  const wrong = (await statesOf(repository)).filter((file) => !/\/contract\.yaml /.test(file));
  expect(wrong).to.deep.equal([]);
}

/** Ways to have both changes on one branch; each begins on `two`. */
const WAYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  merge: [['merge', '--quiet', '--no-edit', 'one']],
  'merge the other way': [
    ['switch', '--quiet', 'one'],
    ['merge', '--quiet', '--no-edit', 'two'],
  ],
  'merge --squash': [['merge', '--quiet', '--squash', 'one']],
  rebase: [['rebase', '--quiet', 'one']],
  'rebase --apply': [['rebase', '--quiet', '--apply', 'one']],
  'cherry-pick': [['cherry-pick', 'one']],
  am: [
    ['format-patch', '--quiet', '--full-index', '--binary', '-1', 'one', '-o', '../patches'],
    ['am', '--quiet', '--3way', '../patches/0001-one.patch'],
  ],
};

long('changes of two branches to one node, merged with the driver', function () {
  this.timeout(600_000);
  let start = '';

  before(async () => {
    await built();
    start = await startRepository();
    const repository = await withDriver(repositoryIn(start));
    await run('orchestrator', 'checkout', '--steps', 'payment:create,refund:create')(repository);
    await run('reducer', 'order')(repository);
    repository.must('add', '--all');
    repository.must('commit', '--quiet', '--message', 'more');
  });

  async function branches(pair: Pair): Promise<Repository> {
    const repository = copyOf(start);
    await repository.branch('one', () => pair.one(repository));
    await repository.branch('two', () => pair.two(repository));
    return repository;
  }

  for (const pair of PAIRS)
    it(`have both: ${pair.what}`, async () => {
      const from = await branches(pair);
      for (const way of ['merge', 'merge the other way']) {
        const repository = copyOf(from.root);
        for (const command of WAYS[way]!) {
          const { code, err, out } = repository.git(...command);
          expect(
            repository.unmerged().filter((file) => file.endsWith('contract.yaml')),
            out + err,
          ).to.deep.equal([]);
          if (code !== 0) expect(repository.unmerged(), `${out}${err}`).to.not.deep.equal([]);
        }
        await expectMerged(repository, pair);
      }
    });

  it('have both, without any conflict, by every way of git', async () => {
    const from = await branches(PAIRS[0]!);
    for (const commands of Object.values(WAYS)) {
      const repository = copyOf(from.root);
      for (const command of commands) repository.must(...command);
      await expectMerged(repository, PAIRS[0]!);
    }
  });

  it('have both in a worktree, in a stash, and with CRLF', async () => {
    const from = await branches(PAIRS[0]!);
    from.must('worktree', 'add', '--quiet', '-b', 'three', '../tree', 'two');
    const tree = repositoryIn(join(dirname(from.root), 'tree'));
    tree.must('merge', '--quiet', '--no-edit', 'one');
    await expectMerged(tree, PAIRS[0]!);

    const crlf = await withDriver(crlfCloneOf(from));
    crlf.must('merge', '--quiet', '--no-edit', 'origin/one');
    expect(crlf.read(CONTRACT)).to.match(/^[^\n]*\r\n(?:[^\n]*\r\n)*$/);
    await expectMerged(crlf, PAIRS[0]!);

    const stashed = copyOf(start);
    await PAIRS[0]!.one(stashed);
    stashed.must('stash', '--quiet', '--include-untracked');
    await PAIRS[0]!.two(stashed);
    stashed.must('add', '--all');
    stashed.must('commit', '--quiet', '--message', 'two');
    stashed.must('stash', 'pop', '--quiet');
    await expectMerged(stashed, PAIRS[0]!);
  });

  it('have both after branches of several commits were rebased', async () => {
    const repository = copyOf(start);
    for (const [name, operations] of [
      ['one', ['charge', 'close']],
      ['two', ['hold', 'void']],
    ] as const)
      await repository.branch(name, async () => {
        for (const [index, operation] of operations.entries()) {
          await run('add', 'payment', 'operation', operation)(repository);
          if (index > 0) continue;
          repository.must('add', '--all');
          repository.must('commit', '--quiet', '--message', operation);
        }
      });
    repository.must('rebase', '--quiet', 'one');
    const says = { [CONTRACT]: ['charge', 'close', 'hold', 'void'].map((name) => `operation: ${name}`) };
    await expectMerged(repository, { ...PAIRS[0]!, says });
  });

  it('stay in conflict where a line of an owner is among those that both added', async () => {
    const repository = copyOf(start);
    const index = 'nodes/node_billing_payment_effect/v1_0_0/models/index.ts';
    for (const name of ['one', 'two'])
      await repository.branch(name, async () => {
        await run('add', 'payment', 'operation', `op_${name}`)(repository);
        repository.change(index, (text) =>
          text.replace(/^(export .*model_payment_op_\w+\.ts';)$/m, `$1\nexport const of_${name} = 1;`),
        );
      });
    expect(repository.git('merge', '--no-edit', 'one').code).to.equal(1);
    expect(repository.unmerged()).to.deep.equal([index]);
    expect(repository.read(index)).to.match(/^<{7} [^]*of_two[^]*^={7}$[^]*of_one[^]*^>{7} /m);
  });

  it('stop at what both changed, in the contract alone, and go on after it is resolved', async () => {
    const repository = copyOf(start);
    for (const [name, seconds] of [
      ['one', '40'],
      ['two', '50'],
    ] as const)
      await repository.branch(name, async () => {
        repository.change(CONTRACT, (text) =>
          text.replace('timeout_seconds: 30', `timeout_seconds: ${seconds}`),
        );
        await run('add', 'payment', 'operation', `op_${name}`)(repository);
      });
    expect(repository.git('merge', '--no-edit', 'one').code).to.equal(1);
    expect(repository.unmerged()).to.deep.equal([CONTRACT]);
    const conflict =
      /<{7} (?:HEAD|ours)\n +timeout_seconds: 50\n={7}\n( +timeout_seconds: 40\n)>{7} (?:one|theirs)\n/;
    expect(repository.read(CONTRACT)).to.match(conflict);
    repository.change(CONTRACT, (text) => text.replace(conflict, '$1'));
    const says = { [CONTRACT]: ['timeout_seconds: 40', 'operation: op_one', 'operation: op_two'] };
    await expectMerged(repository, { ...PAIRS[0]!, says });
    repository.must('merge', '--continue');
  });
});
