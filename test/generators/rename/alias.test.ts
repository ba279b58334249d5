import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { renamedState } from '../../../generators/rename/contracts/migration.ts';
import { loadContract } from 'onex-runtime/contract';
import { shop } from './shop.ts';
import { onexHere } from '../support/in-process.ts';
import {
  CHECKOUT,
  copyOf,
  edit,
  emptyFolder,
  generate,
  ORDER,
  PAYMENT,
  read,
  refusal,
  rename,
  typeErrors,
  write,
} from './support.ts';

describe('onex rename --alias', function () {
  this.timeout(60_000);
  let root = '';

  before(async () => {
    root = await shop();
  });
  after(() => rmSync(root, { recursive: true }));

  const subscribed = (folder: string): string[] => {
    const file = new URL(`file://${join(root, folder, 'contract.yaml')}`);
    return loadContract(file).topics.subscribe.map(({ topic }) => topic);
  };

  /** The states that stored entities in some states are read in. */
  async function migrated(states: readonly string[]): Promise<readonly unknown[]> {
    const copy = join(emptyFolder(), 'migrate.ts');
    const text = read(root, `${ORDER}/migrate.ts`);
    writeFileSync(copy, text.replace("'./models/index.ts'", `'${join(root, ORDER, 'models/index.ts')}'`));
    const { migrate } = (await import(copy)) as {
      migrate: (state: string, data: object, version: string) => { readonly state: string } | null;
    };
    rmSync(dirname(copy), { recursive: true });
    return states.map((state) => migrate(state, { entity_id: 'one' }, '1.0.0')?.state ?? null);
  }

  it('goes on to subscribe to the old topic, with the comments of the contract', async () => {
    const names = ['onex.cmd.billing.payment-requested.v1', 'onex.cmd.billing.pay.v1'];
    const { warnings } = await rename(root, names, { alias: true });
    expect(subscribed(PAYMENT)).to.have.members(names);
    expect(read(root, `${PAYMENT}/contract.yaml`)).to.include('  # first create, then read\n');
    expect(read(root, `${CHECKOUT}/contract.yaml`)).to.not.include(names[0]);
    expect(warnings.join('\n')).to.match(
      /Messages in onex\.cmd\.billing\.payment-requested\.v1 are still read/,
    );
  });

  it('does not subscribe to the old topic of a reply that a step waits for', async () => {
    await rename(root, ['onex.evt.billing.payment-completed.v1', 'onex.evt.billing.paid.v1'], {
      alias: true,
    });
    expect(subscribed(CHECKOUT))
      .to.include('onex.evt.billing.paid.v1')
      .and.not.include('onex.evt.billing.payment-completed.v1');
  });

  it('answers to the old name of an operation', async () => {
    const { warnings } = await rename(root, ['payment:create', 'charge'], { alias: true });
    const { operations } = loadContract(new URL(`file://${join(root, PAYMENT, 'contract.yaml')}`));
    expect(operations.map(({ name, aliases }) => [name, aliases])).to.deep.equal([
      ['charge', ['create']],
      ['read', undefined],
    ]);
    expect(warnings.join('\n')).to.match(/Messages with the operation create are handled as charge/);
    await rename(root, ['payment:charge', 'bill'], { alias: true });
    expect(read(root, `${PAYMENT}/contract.yaml`)).to.match(
      /operation: bill\n(?:.*\n)*?.*aliases:(?: \[create, charge\]|\n\s+- create\n\s+- charge)\n/,
    );
  });

  it('loses one alias by remove, and the contract is as if it never had it', async () => {
    const copy = copyOf(root);
    const remove = (...words: string[]) => onexHere(copy, ['remove', ...words, '--yes', '--no-typecheck']);
    const before = read(copy, `${PAYMENT}/contract.yaml`);
    expect((await remove('payment:charge')).code).to.equal(0);
    expect(read(copy, `${PAYMENT}/contract.yaml`)).to.match(/aliases:(?: \[create\]|\n\s+- create)\n/);
    expect((await remove('payment', 'operation', 'create')).code).to.equal(0);
    expect(read(copy, `${PAYMENT}/contract.yaml`)).to.equal(
      before.replace(/^ +aliases:.*\n(?: +- (?:create|charge)\n)*/m, ''),
    );
    edit(copy, `${CHECKOUT}/contract.yaml`, 'operation: bill', 'operation: create');
    write(copy, `${PAYMENT}/contract.yaml`, before);
    const refused = await remove('payment:create');
    expect(refused.code).to.equal(2);
    expect(refused.err).to.match(/step create_payment of \S+ drives node_billing_payment_effect:create/);
    rmSync(dirname(copy), { recursive: true });
  });

  it('reads stored entities in the old state', async () => {
    const { warnings } = await rename(root, ['order:active', 'running'], { alias: true });
    expect(warnings.join('\n')).to.include('are read as running by migrate.ts');
    expect(await migrated(['active', 'running', 'other'])).to.deep.equal(['running', null, null]);
  });

  it('goes on to read all former names after more renames of states', async () => {
    await rename(root, ['order:running', 'moving'], { alias: true });
    expect(await migrated(['active', 'running', 'idle'])).to.deep.equal(['moving', 'moving', null]);
    await rename(root, ['order:idle', 'fresh'], { alias: true });
    await rename(root, ['order:moving', 'going']);
    expect(await migrated(['active', 'running', 'idle'])).to.deep.equal(['going', 'going', 'fresh']);
    expect(await migrated(['moving', 'constructor'])).to.deep.equal([null, null]);
    await rename(root, ['order:going', 'active'], { alias: true });
    await rename(root, ['order:fresh', 'idle']);
    expect(await migrated(['active', 'running', 'going', 'idle'])).to.deep.equal([
      null,
      'active',
      'active',
      null,
    ]);
  });

  it('leaves a migration that the owner wrote, and says what to add', async () => {
    edit(root, `${ORDER}/migrate.ts`, 'const RENAMED', 'const MINE');
    edit(root, `${ORDER}/migrate.ts`, 'RENAMED.get', 'MINE.get');
    const { warnings } = await rename(root, ['order:idle', 'new'], { alias: true });
    expect(warnings.join('\n'))
      .to.match(/migrate\.ts has code already.*return \{ state: 'new', data \}.*where it returns 'idle'/)
      .and.to.match(/in the state idle cannot be read under the new name/)
      .and.not.to.include('are read as new');
    expect(read(root, `${ORDER}/migrate.ts`))
      .to.include('MINE.get')
      .and.not.include("'new'");
  });

  it('writes the name of a state as a string, whatever is in it', () => {
    const text = 'export const migrate: Migrate<ModelOrderData> = () => null;\n';
    const first = renamedState(text, "it's", 'its', true)!;
    expect(first).to.include(`["it's", 'its'],`);
    expect(renamedState(first, "' || exit() || '\\", 'its', true)).to.include(
      String.raw`["' || exit() || '\\", 'its'],`,
    );
  });

  it('keeps the topics of a domain', async () => {
    await rename(root, ['billing', 'sales'], { alias: true });
    expect(subscribed(PAYMENT.replace('billing', 'sales'))).to.include.members([
      'onex.cmd.sales.pay.v1',
      'onex.cmd.billing.pay.v1',
    ]);
  });

  it('leaves a project that compiles, and nothing to do for an upgrade', async () => {
    expect(typeErrors(root)).to.equal('');
    expect(JSON.parse(await generate(root, 'upgrade', [], { install: false }))).to.include({
      status: 'unchanged',
    });
  });

  for (const names of [
    ['payment', 'invoice'],
    ['payment:bill.data', 'body'],
    ['checkout:create_payment', 'pay'],
  ]) {
    it(`is refused where nothing can carry it: ${names.join(' ')}`, async () =>
      expect(await refusal(root, names, { alias: true })).to.match(/--alias is not possible for an? \w+: /));
  }
});
