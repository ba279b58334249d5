import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { PAYMENT } from '../support/program.ts';
import {
  CONTRACT,
  copyOf,
  describedAs,
  expectSettled,
  startRepository,
  type Repository,
} from './repository.ts';

const OURS = ['<'.repeat(7), '='.repeat(7), '>'.repeat(7)];

/** Both sides of each conflict, one after the other. */
const both = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !OURS.some((start) => line.startsWith(start)))
    .join('\n');

describe('two branches that each ran onex', function () {
  this.timeout(120_000);
  let start = '';
  let repository: Repository;

  before(async () => {
    await built();
    start = await startRepository();
  });
  beforeEach(() => {
    repository = copyOf(start);
  });

  it('have .gitattributes for the records, which git reads', () => {
    const { must } = repository;
    for (const file of ['.onex/manifest.json', `${PAYMENT}/.onex/base.txt`])
      expect(must('check-attr', 'merge', 'text', '--', file).split('\n')).to.deep.equal([
        `${file}: merge: union`,
        `${file}: text: unset`,
      ]);
  });

  it('merge without a conflict when they changed different things of one node and added nodes', async () => {
    const { branch, change, onex, must, read } = repository;
    await branch('one', async () => {
      await onex('add', 'payment', 'operation', 'charge', '--yes');
      await onex('effect', 'invoice', '--operations', 'create', '--yes');
      change(`${PAYMENT}/v1_0_0/handlers/handler_read.ts`, (text) => `${text}\nexport const MINE = 1;\n`);
    });
    await branch('two', async () => {
      change(CONTRACT, describedAs('Takes all payments.'));
      await onex('upgrade', '--no-typecheck');
      await onex('effect', 'ledger', '--operations', 'create', '--yes');
    });
    must('merge', '--quiet', '--no-edit', 'one');
    await expectSettled(repository, [CONTRACT, `${PAYMENT}/v1_0_0/handlers/handler_read.ts`]);
    expect(read(`${PAYMENT}/README.md`))
      .to.contain('Takes all payments.')
      .and.contain('charge');
    expect(read(`${PAYMENT}/v1_0_0/handlers/handler_read.ts`)).to.contain('MINE');
  });

  it('leave a conflict in the contract alone, and the next run resolves those in generated files', async () => {
    const { branch, change, onex, must, git, read, unmerged } = repository;
    const node = `${PAYMENT}/v1_0_0/node.ts`;
    await branch('one', async () => {
      await onex('add', 'payment', 'operation', 'charge', '--yes');
      change(node, (text) => `${text}\nexport const MINE = 1;\n`);
    });
    await branch('two', async () => {
      await onex('add', 'payment', 'operation', 'void', '--yes');
      change(node, (text) => `// Yours.\n${text}`);
    });
    expect(git('merge', '--no-edit', 'one').code).to.equal(1);
    expect(unmerged()).to.include(CONTRACT).and.include(node);
    expect(unmerged().filter((path) => path.includes('.onex/'))).to.deep.equal([]);

    const waiting = await onex('upgrade');
    expect(waiting.code).to.equal(2);
    expect(waiting.out).to.contain(`run git add ${CONTRACT}`).and.contain('git merge --continue');
    expect(read(node)).to.contain('<<<<<<<');

    change(CONTRACT, both);
    const upgraded = await onex('upgrade', '--no-typecheck');
    expect(upgraded.code, upgraded.err).to.equal(0);
    expect(upgraded.out).to.contain('git merge is in progress');
    must('diff', '--check');
    must('add', '--all');
    must('merge', '--continue');
    expect(read(node))
      .to.contain('charge: new')
      .and.contain('void: new')
      .and.contain('MINE')
      .and.contain('Yours');
    await expectSettled(repository, [node]);
  });

  it('keep a conflict in a generated file when a line of its owner is in it', async () => {
    const { branch, change, onex, git, read } = repository;
    const index = `${PAYMENT}/v1_0_0/models/index.ts`;
    for (const [name, operation] of [
      ['one', 'charge'],
      ['two', 'void'],
    ] as const)
      await branch(name, async () => {
        await onex('add', 'payment', 'operation', operation, '--yes');
        change(index, (text) =>
          text.replace(/^(export .*model_payment_(?:charge|void).*)$/m, `$1\nexport const of_${name} = 1;`),
        );
      });
    expect(git('merge', '--no-edit', 'one').code).to.equal(1);
    change(CONTRACT, both);
    const upgraded = await onex('upgrade', '--no-typecheck');
    expect(upgraded.code).to.equal(2);
    expect(upgraded.out).to.contain(index);
    expect(read(index)).to.contain('of_one').and.contain('of_two');
  });

  it('keep the lines of an owner’s .gitattributes', async () => {
    const { change, onex, read } = repository;
    change('.gitattributes', () => '*.png binary\n');
    await onex('effect', 'ledger', '--operations', 'create', '--yes');
    expect(read('.gitattributes')).to.match(
      /^\*\.png binary\n\n# .*\n(?:\*\*\/\.onex\/.*\n){3}\n# .*\n(?:nodes\/\*\*\/\S+ merge=onex\n){6}$/,
    );
    const once = read('.gitattributes');
    await onex('effect', 'invoice', '--operations', 'create', '--yes');
    expect(read('.gitattributes')).to.equal(once);
  });
});
