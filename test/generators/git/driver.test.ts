/** Git merges with the driver that doctor sets up: changes of two branches to one node, without a person. */
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { PAYMENT } from '../support/program.ts';
import {
  CONTRACT,
  copyOf,
  expectSettled,
  startRepository,
  withDriver,
  type Repository,
} from './repository.ts';

describe('two branches that each added an operation to one node, merged with the driver', function () {
  this.timeout(120_000);
  let repository: Repository;

  before(async () => {
    await built();
    repository = await withDriver(copyOf(await startRepository()));
    const { branch, onex, must } = repository;
    for (const [name, operation] of [
      ['one', 'charge'],
      ['two', 'void'],
    ] as const)
      await branch(name, () => onex('add', 'payment', 'operation', operation, '--yes'));
    must('switch', '--quiet', 'one');
  });

  it('have no conflict, both operations with their handlers and tests, and nothing that onex would change by hand', async () => {
    const { must, read, onex } = repository;
    must('merge', '--no-edit', 'two');
    const operations = [...read(CONTRACT).matchAll(/^ {2}- operation: (\w+)$/gm)].map(([, name]) => name);
    expect(operations).to.deep.equal(['create', 'read', 'charge', 'void']);
    for (const side of ['one^1', 'two'])
      expect(must('diff', side, '--', CONTRACT), 'lines of a side are missing').to.not.match(/^-[^-]/m);

    const upgraded = await onex('upgrade', '--no-typecheck');
    expect(upgraded.code, upgraded.err).to.equal(0);
    must('add', '--all');
    must('commit', '--quiet', '--message', 'settled');
    for (const [file, part] of [
      ['node.ts', ': new Handler'],
      ['node.test.ts', "it('answers "],
      ['models/index.ts', "'./model_payment_"],
    ] as const)
      for (const name of ['charge', 'void'])
        expect(read(`${PAYMENT}/v1_0_0/${file}`), file).to.contain(
          part.startsWith(':') ? `${name}${part}` : `${part}${name}`,
        );
    await expectSettled(repository);
  });
});
