import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readsOldState } from '../../../generators/rename/contracts/alias.ts';
import { loadContract } from 'onex-runtime/contract';
import { shop } from './shop.ts';
import { CHECKOUT, edit, generate, ORDER, PAYMENT, read, refusal, rename, typeErrors } from './support.ts';

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

  it('reads stored entities in the old state', async () => {
    const { warnings } = await rename(root, ['order:active', 'running'], { alias: true });
    expect(read(root, `${ORDER}/migrate.ts`)).to.include(
      "return state === 'active' && data.success ? { state: 'running', data: data.data } : null;",
    );
    expect(warnings.join('\n')).to.include('are read as running by migrate.ts');
    const { migrate } = (await import(join(root, ORDER, 'migrate.ts'))) as {
      migrate: (state: string, data: object, version: string) => unknown;
    };
    const data = { entity_id: 'one' };
    expect(migrate('active', data, '1.0.0')).to.deep.equal({ state: 'running', data });
    expect(migrate('other', data, '1.0.0')).to.equal(null);
  });

  it('leaves a migration that the owner wrote, and says what to add', async () => {
    edit(root, `${ORDER}/migrate.ts`, "'running'", "'failed'");
    const { warnings } = await rename(root, ['order:idle', 'new'], { alias: true });
    expect(warnings.join('\n'))
      .to.match(/migrate\.ts has code already.*return \{ state: 'new', data \}.*where it returns 'idle'/)
      .and.to.match(/in the state idle cannot be read under the new name/)
      .and.not.to.include('are read as new');
    expect(read(root, `${ORDER}/migrate.ts`))
      .to.include("'failed'")
      .and.not.include("'new'");
  });

  it('writes the name of a state as a string, whatever is in it', () => {
    const text = 'export const migrate: Migrate<ModelOrderData> = () => null;\n';
    expect(readsOldState(text, "it's", 'its')).to.include(`state === "it's" && data.success`);
    expect(readsOldState(text, "' || exit() || '\\", 'its')).to.include(
      String.raw`state === "' || exit() || '\\" && data.success`,
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
