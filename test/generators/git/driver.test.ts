/** Git merges contracts with the driver that doctor sets up: both sides' changes of one contract, without a person. */
import { expect } from 'chai';
import { runHere } from '../../../runtime/test/cli/support/run-here.ts';
import { BIN, built } from '../../support/built.ts';
import { PAYMENT } from '../support/program.ts';
import { CONTRACT, copyOf, expectSettled, startRepository, type Repository } from './repository.ts';

describe('two branches that each added an operation to one node', function () {
  this.timeout(120_000);
  let start: string;
  let repository: Repository;

  before(async () => {
    await built();
    start = await startRepository();
    const { branch, onex, must } = (repository = copyOf(start));
    const { stdout } = await runHere(['doctor', '--fix', '--json'], {
      cwd: repository.root,
      env: { ONEX_PROGRAM: BIN },
    });
    expect(stdout).to.contain('set up in this clone');
    for (const [name, operation] of [
      ['one', 'charge'],
      ['two', 'void'],
    ] as const)
      await branch(name, () => onex('add', 'payment', 'operation', operation, '--yes'));
    must('switch', '--quiet', 'one');
  });

  it('merge without a conflict in the contract, and onex upgrade finishes the generated files', async () => {
    const { git, must, read, onex, unmerged } = repository;
    git('merge', '--no-edit', 'two');
    expect(unmerged()).to.not.include(CONTRACT);
    const contract = read(CONTRACT);
    const operations = [...contract.matchAll(/^ {2}- operation: (\w+)$/gm)].map(([, name]) => name);
    expect(operations).to.deep.equal(['create', 'read', 'charge', 'void']);
    expect(must('diff', 'one', '--', CONTRACT)).to.not.match(/^-[^-]/m);

    const upgraded = await onex('upgrade', '--no-typecheck');
    expect(upgraded.code, upgraded.err).to.equal(0);
    must('diff', '--check');
    must('add', '--all');
    must('commit', '--quiet', '--message', 'merged');
    for (const file of ['node.ts', 'models/index.ts', 'node.test.ts'])
      expect(read(`${PAYMENT}/v1_0_0/${file}`), file)
        .to.match(/charge/i)
        .and.match(/void/i);
    await expectSettled(repository);
  });
});
