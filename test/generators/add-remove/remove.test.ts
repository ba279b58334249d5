import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { treeOf } from '../../reconcile/support/tree.ts';
import { onexHere } from '../support/in-process.ts';
import { change, PAYMENT } from '../support/program.ts';
import {
  CHECKOUT,
  commitAll,
  contractIn,
  copyOf,
  CREATE,
  done,
  makeShop,
  ORDER,
  refused,
  typeErrors,
} from './shop.ts';

describe('onex remove', function () {
  this.timeout(120_000);
  let start = '';

  before(async () => {
    start = await makeShop();
  });

  const project = (): string => copyOf(start);

  it('refuses to remove a node that nothing in the project names', async () => {
    const root = project();
    expect(await refused(root, 1, 'remove', 'node_billing_paymint_effect')).to.match(
      /paymint.*Did you mean billing_payment_effect/,
    );
    expect(await refused(root, 1, 'remove', 'node_billing_paymint_effect@1.0.0')).to.match(/paymint/);
  });

  it('refuses to remove what another node uses, and names the steps with their places', async () => {
    const root = project();
    commitAll(root);
    const err = await refused(root, 2, 'remove', 'payment');
    expect(err).to.match(
      /contract\.yaml:\d+:\d+: step create_payment of node_billing_checkout_orchestrator drives/,
    );
    expect(err).to.include('step read_payment').and.to.include('onex remove payment --force');
    const one = await refused(root, 2, 'remove', 'payment:delete');
    expect(one).to.match(/step create_payment of .* is undone by node_billing_payment_effect:delete/);
  });

  it('removes a node with --force, the steps that drive it, and its config, in one commit', async () => {
    const root = project();
    mkdirSync(join(root, 'config'));
    writeFileSync(join(root, 'config/node_billing_payment_effect.yaml'), 'a: 1\n');
    writeFileSync(join(root, 'notes.md'), 'Ask for a payment.\nSee nodes/node_billing_payment_effect.\n');
    commitAll(root);
    const { err } = await done(root, 'remove', 'payment', '--force');
    expect(err)
      .to.include('notes.md:2:11 still contains its name: See nodes/node_billing_payment_effect.')
      .and.not.to.include('notes.md:1');
    expect(existsSync(join(root, PAYMENT))).to.equal(false);
    expect(existsSync(join(root, 'config'))).to.equal(false);
    expect(contractIn(root, CHECKOUT)).not.to.include('payment');
    expect(err).to.include('local.billing.node_billing_payment_effect.consume');
    expect(err)
      .to.include('onex.cmd.billing.payment-requested.v1')
      .and.to.include('onex.evt.billing.payment-failed.v1');
    // The dead letters of the domain are the other nodes' too.
    expect(err).not.to.include('onex.dlq.billing.commands.v1');
    expect(await typeErrors(root)).to.equal('');
    expect(JSON.parse((await done(root, 'status', '--json', '--check')).out)).to.include({ status: 'clean' });
  });

  it('removes an operation with the step that drives it and the compensation that it is', async () => {
    const root = project();
    await done(root, 'remove', 'payment:create', '--force');
    expect(contractIn(root, CHECKOUT)).to.include('read_payment').and.not.to.include('create_payment');
    const other = project();
    expect(await refused(other, 2, 'remove', 'payment:delete')).to.match(
      /remove it anyway and to remove these compensations: /,
    );
    await done(other, 'remove', 'payment:delete', '--force');
    expect(contractIn(other, CHECKOUT)).to.include('create_payment').and.not.to.include('compensation');
    expect(existsSync(join(other, `${PAYMENT}/v1_0_0/handlers/handler_delete.ts`))).to.equal(false);
  });

  it('refuses to remove a node whose events another one reads, and one that takes its intents', async () => {
    const root = project();
    await done(
      root,
      'add',
      'payment',
      'topic',
      'onex.intent.billing.order-notify-failed.v1',
      '--direction',
      'subscribe',
    );
    await done(
      root,
      'add',
      'price',
      'topic',
      'onex.evt.billing.order-completed.v1',
      '--direction',
      'subscribe',
    );
    commitAll(root);
    expect(await refused(root, 2, 'remove', 'order')).to.match(
      /node_billing_price_compute reads onex\.evt\.billing\.order-completed\.v1, which only node_billing_order_reducer publishes/,
    );
    expect(await refused(root, 2, 'remove', 'payment')).to.match(
      /node_billing_order_reducer publishes onex\.intent\.billing\.order-notify-failed\.v1, which only .*payment_effect reads/,
    );
  });

  it('refuses to delete edits and own files that no commit has', async () => {
    const root = project();
    commitAll(root);
    change(root, `${ORDER}/README.md`, (text) => `${text}\nmine\n`);
    writeFileSync(join(root, ORDER, 'notes.md'), 'mine\n');
    const err = await refused(root, 2, 'remove', 'order');
    expect(err)
      .to.include(`${ORDER}/README.md`)
      .and.to.include(`${ORDER}/notes.md`)
      .and.not.to.include('contract.yaml');
    commitAll(root);
    await done(root, 'remove', 'order');
    expect(existsSync(join(root, ORDER))).to.equal(false);
  });

  it('refuses the same outside of a repository, where nothing else has the edit', async () => {
    const root = project();
    change(root, `${ORDER}/README.md`, (text) => `${text}\nmine\n`);
    expect(await refused(root, 2, 'remove', 'order')).to.include('README.md');
    await done(root, 'remove', 'order', '--force');
    expect(existsSync(join(root, ORDER))).to.equal(false);
  });

  it('never follows a link out of the folder that it deletes', async () => {
    const root = project();
    writeFileSync(join(root, 'precious.txt'), 'mine\n');
    symlinkSync('../../precious.txt', join(root, ORDER, 'link.txt'));
    expect(await refused(root, 1, 'remove', 'order', '--force')).to.match(/link\.txt: is a link/);
    expect(readFileSync(join(root, 'precious.txt'), 'utf8')).to.equal('mine\n');
  });

  it('removes one version of a node, and renders what speaks of the newest', async () => {
    const root = project();
    const before = treeOf(root);
    await done(root, 'effect', 'payment', '--node-version', '1.1.0', '--operations', 'refund', '--yes');
    expect(existsSync(join(root, PAYMENT, 'v1_1_0'))).to.equal(true);
    await done(root, 'upgrade', 'checkout');
    commitAll(root);
    expect(await refused(root, 1, 'remove', 'payment@2.0.0')).to.match(
      /no version 2\.0\.0; it has 1\.0\.0, 1\.1\.0/,
    );
    await done(root, 'remove', 'payment@1.1.0');
    rmSync(join(root, '.git'), { recursive: true });
    expect(treeOf(root)).to.deep.equal(before);
    expect(await refused(root, 1, 'remove', 'payment@1.0.0')).to.match(/no version left; remove the node/);
  });

  it('refuses to remove the version that has what a step asks for', async () => {
    const root = project();
    await done(root, 'effect', 'payment', '--node-version', '1.1.0', '--operations', 'refund', '--yes');
    await done(root, 'add', 'checkout', 'step', 'payment:refund');
    commitAll(root);
    expect(await refused(root, 2, 'remove', 'payment@1.1.0')).to.match(
      /step refund_payment .* drives .*:refund/,
    );
    await done(root, 'remove', 'payment@1.0.0');
    expect(existsSync(join(root, PAYMENT, 'v1_0_0'))).to.equal(false);
  });

  it('takes the package of a workflow engine out of the project with the last node that has it', async () => {
    const root = project();
    const before = treeOf(root);
    const engine = ['--workflow-engine', 'llamaindex', '--yes'];
    await done(root, 'orchestrator', 'one', '--steps', 'payment:read', ...engine);
    await done(root, 'orchestrator', 'two', '--steps', 'payment:read', ...engine);
    await done(root, 'remove', 'one');
    expect(readFileSync(join(root, 'package.json'), 'utf8')).to.include('@llamaindex/workflow-core');
    await done(root, 'remove', 'two');
    expect(treeOf(root)).to.deep.equal(before);
  });

  it('finds nodes in subfolders of nodes/, and leaves no empty folder behind', async () => {
    const root = project();
    mkdirSync(join(root, 'nodes/money'));
    renameSync(join(root, PAYMENT), join(root, 'nodes/money/node_billing_payment_effect'));
    await done(root, 'upgrade');
    await done(root, 'add', 'payment', 'field', 'create', 'amount: Decimal');
    expect(await refused(root, 2, 'remove', 'payment')).to.match(
      /step create_payment of .* drives .*payment_effect:create/,
    );
    await done(root, 'remove', 'payment', '--force');
    expect(existsSync(join(root, 'nodes/money'))).to.equal(false);
    expect(contractIn(root, CHECKOUT)).not.to.include('payment');
    const gone = project();
    mkdirSync(join(gone, 'nodes/money'));
    renameSync(join(gone, PAYMENT), join(gone, 'nodes/money/node_billing_payment_effect'));
    rmSync(join(gone, 'nodes/money/node_billing_payment_effect/v1_0_0'), { recursive: true });
    const { out } = await onexHere(gone, ['status']);
    expect(out).to.include(
      'onex remove node_billing_payment_effect@1.0.0; to restore it: onex upgrade --restore nodes/money/',
    );
  });

  it('removes the copy of a node without the steps, which drive the node that stays', async () => {
    const root = project();
    const contract = contractIn(root, CHECKOUT);
    for (const copy of ['money/node_billing_payment_effect', 'node_billing_another_effect']) {
      cpSync(join(root, PAYMENT), join(root, 'nodes', copy), { recursive: true });
      commitAll(root);
      await done(root, 'remove', copy);
      expect(existsSync(join(root, 'nodes', copy))).to.equal(false);
    }
    expect(contractIn(root, CHECKOUT)).to.equal(contract);
    expect(existsSync(join(root, CREATE))).to.equal(true);
  });

  it('takes a path for the version that it leads to, and never for the whole node', async () => {
    const root = project();
    await done(root, 'effect', 'payment', '--node-version', '1.1.0', '--yes');
    commitAll(root);
    const path = (rest: string): string => join(root, PAYMENT, rest);
    await done(root, 'add', path('v1_0_0'), 'field', 'read', 'depth: int | None');
    expect(readFileSync(path('v1_0_0/contract.yaml'), 'utf8')).to.include('depth: int');
    expect(readFileSync(path('v1_1_0/contract.yaml'), 'utf8')).not.to.include('depth: int');
    await done(root, 'remove', path('v1_0_0/contract.yaml'), 'field', 'read', 'depth');
    expect(readFileSync(path('v1_0_0/contract.yaml'), 'utf8')).not.to.include('depth: int');
    for (const part of ['v1_0_0/node.ts', 'v1_0_0/handlers', 'README.md'])
      expect(await refused(root, 1, 'remove', path(part), '--force')).to.match(
        /is a part of node_billing_pay/,
      );
    await done(root, 'remove', path('v1_0_0'));
    expect([existsSync(path('v1_0_0')), existsSync(path('v1_1_0/node.ts'))]).to.deep.equal([false, true]);
    expect(await refused(root, 1, 'remove', path('v1_1_0'), '--force')).to.match(/no version left/);
    mkdirSync(join(root, 'nodes/money'));
    renameSync(path(''), join(root, 'nodes/money/node_billing_payment_effect'));
    expect(await refused(root, 1, 'remove', join(root, 'nodes/money'), '--force')).to.match(
      /is not one node/,
    );
  });
});
