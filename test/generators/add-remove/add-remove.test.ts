import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { treeOf } from '../../reconcile/support/tree.ts';
import { change, onex } from '../support/program.ts';
import { CHECKOUT, CONTRACT, copyOf, CREATE, done, makeShop, refused, typeErrors } from './shop.ts';

describe('onex add, onex remove', function () {
  this.timeout(120_000);
  let start = '';

  before(async () => {
    start = await makeShop();
  });

  const project = (): string => copyOf(start);

  const PAIRS: Readonly<Record<string, [add: string[], remove: string[]]>> = {
    operation: [
      ['add', 'payment', 'operation', 'refund', '--input', 'entity_id: str, amount: Decimal'],
      ['remove', 'payment:refund'],
    ],
    field: [
      ['add', 'payment', 'field', 'create', 'amount:', 'Decimal,', 'tags:', 'dict[str, Any] | None'],
      ['remove', 'payment', 'field', 'create', 'amount', 'tags'],
    ],
    step: [
      ['add', 'checkout', 'step', 'price:compute', '--before', 'read_payment', '--id', 'quote'],
      ['remove', 'checkout', 'step', 'quote'],
    ],
    state: [
      ['add', 'order', 'state', 'archived', '--from', 'completed', '--on', 'archive', '--terminal'],
      ['remove', 'order', 'state', 'archived'],
    ],
    topic: [
      ['add', 'payment', 'topic', 'onex.evt.shop.closed.v1', '--direction', 'subscribe'],
      ['remove', 'payment', 'topic', 'onex.evt.shop.closed.v1'],
    ],
    'operation of a reducer': [
      ['add', 'order', 'operation', 'pause', '--from', 'active', '--to', 'active'],
      ['remove', 'order', 'operation', 'pause'],
    ],
  };
  for (const [thing, [add, remove]] of Object.entries(PAIRS)) {
    it(`removes an added ${thing} so that files and stores are as before, and keeps the owner's edits`, async () => {
      const root = project();
      change(root, CONTRACT, (text) => text.replace('  - operation: read', '  # mine\n  - operation: read'));
      change(root, CREATE, (text) => `${text}\n// mine\n`);
      const before = treeOf(root);
      await done(root, ...add);
      const between = treeOf(root);
      expect(between).not.to.deep.equal(before);
      expect(between[CREATE]).to.match(/\/\/ mine\n$/);
      expect(between[CONTRACT]).to.include('  # mine\n  - operation: read');
      const { out } = await done(root, 'status', '--json');
      const { units } = JSON.parse(out) as { units: { files: { states: string[] }[] }[] };
      expect(new Set(units.flatMap(({ files }) => files.flatMap(({ states }) => states)))).to.deep.equal(
        new Set(['edited']),
      );
      await done(root, ...remove);
      expect(treeOf(root)).to.deep.equal(before);
    });
  }

  it('renders the nodes that drive the changed one in the same run, and the project still compiles', async () => {
    const root = project();
    const { out } = await done(root, 'add', 'payment', 'field', 'create', 'amount: Decimal', '--json');
    const { files } = JSON.parse(out) as { files: { path: string; action: string }[] };
    const changed = files.filter(({ action }) => action !== 'unchanged').map(({ path }) => path);
    expect(changed).to.include(`${CHECKOUT}/v1_0_0/handlers/handler_create_payment.ts`);
    for (const [add] of [PAIRS['operation']!, PAIRS['step']!, PAIRS['state']!]) await done(root, ...add);
    expect(await typeErrors(root)).to.equal('');
    expect(JSON.parse((await done(root, 'upgrade', '--json')).out)).to.include({ status: 'unchanged' });
  });

  it('shows with --dry-run what it would change, and writes nothing', async () => {
    const root = project();
    const before = treeOf(root);
    const { out } = await done(root, 'add', 'payment', 'operation', 'refund', '--dry-run', '--diff');
    expect(out)
      .to.include('+  - operation: refund')
      .and.to.match(/would change; nothing was written/);
    expect(treeOf(root)).to.deep.equal(before);
  });

  it('refuses what it cannot add, and names it', async () => {
    const root = project();
    expect(await refused(root, 1, 'add', 'payment', 'operation', 'create')).to.match(
      /has an operation "create" already/,
    );
    expect(await refused(root, 1, 'add', 'payment', 'field', 'create', 'amount: Decmal')).to.match(/Decmal/);
    expect(await refused(root, 1, 'add', 'payment', 'thing', 'x')).to.match(
      /"thing" is not a part of a contract/,
    );
    expect(await refused(root, 1, 'add', 'payment')).to.match(/kind of thing is missing.*operation\|field/);
    expect(await refused(root, 1, 'add', 'payment@3.0.0', 'operation', 'x')).to.match(
      /no version 3\.0\.0; it has 1\.0\.0/,
    );
    expect(await refused(root, 1, 'add', 'payment', 'operation', 'x', '--side', 'input')).to.match(/--side/);
    for (const id of ['a"b', '../x', 'constructor'])
      expect(await refused(root, 1, 'add', 'checkout', 'step', 'price', '--id', id)).to.match(
        /The step ".*Take/,
      );
    expect(await refused(root, 1, 'add', 'checkout', 'step', 'price', '--id', '')).to.match(/--id is empty/);
    expect(await refused(root, 1, 'add', 'order', 'state', 'a/b')).to.match(/The state "a\/b"/);
    change(root, CONTRACT, (text) => `<<<<<<< a\n${text}=======\n>>>>>>> b\n`);
    expect(await refused(root, 2, 'add', 'payment', 'operation', 'x')).to.match(/conflict markers/);
  });

  it('works in the packed program', () => {
    const root = project();
    const added = onex(root, ['add', 'price', 'operation', 'round', '--json']);
    expect([added.code, (JSON.parse(added.out) as { status: string }).status]).to.deep.equal([0, 'done']);
    const removed = onex(root, ['remove', 'price', '--yes']);
    expect([removed.code, removed.err]).to.deep.equal([0, removed.err.replaceAll('error', '')]);
    expect(existsSync(join(root, 'nodes/node_billing_price_compute'))).to.equal(false);
  });
});
