import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex, type Outcome } from '../support/process.ts';
import { done } from './support/done.ts';

const PAYMENT = ['effect', 'payment', '--domain', 'billing', '--yes'];

describe('onex orchestrator --steps', function () {
  before(async function () {
    this.timeout(60_000);
    await built();
  });
  afterEach(removeFolders);

  it('finds nodes by full and short names, and takes an operation after a colon', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    await done(cwd, ['compute', 'price', '--event-bus', '--yes']);
    const steps = 'node_billing_price_compute,payment:read';
    const made = await onex(['orchestrator', 'checkout', '--steps', steps, '--yes'], { cwd });
    expect(made.code).to.equal(0);
    // Neither the start nor the price has the id that is to be read.
    expect(made.stderr.trim()).to.match(
      /^warning: .*: no step before "read_payment" always has a value for "entity_id"; [^\n]*handler_read_payment\.ts[^\n]*$/,
    );
    const path = 'nodes/node_billing_checkout_orchestrator/v1_0_0/contract.yaml';
    const contract = parse(await readFile(join(cwd, path), 'utf8'));
    const { nodes } = contract.workflow_coordination.workflow_definition.execution_graph;
    expect(nodes.map(({ node_id: id }: { node_id: string }) => id)).to.deep.equal([
      'compute_price',
      'read_payment',
    ]);
  });

  it('says which node was probably meant, and which operations there are', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    const orchestrate = (steps: string): Promise<Outcome> =>
      onex(['orchestrator', 'checkout', '--steps', steps, '--yes'], { cwd });
    const unknown = await orchestrate('paymnet');
    expect(unknown.stderr).to.match(
      /--steps "paymnet": the project has no such node\. Did you mean payment\?/,
    );
    expect(unknown.code).to.equal(1);
    const operation = await orchestrate('payment:pay');
    expect(operation.stderr)
      .to.match(/pay/)
      .and.to.match(/create/);
    expect(operation.code).to.equal(1);
  });

  it('warns of a step whose node is not on the event bus, and could only time out', async () => {
    const cwd = await folder();
    const options = ['--domain', 'billing', '--yes'];
    await done(cwd, ['compute', 'price', ...options]);
    const { code, stderr } = await onex(['orchestrator', 'checkout', '--steps', 'price', ...options], {
      cwd,
    });
    expect(stderr).to.match(/^warning: node_billing_price_compute is not on the event bus/);
    expect(stderr).to.include('onex event-bus nodes/node_billing_price_compute/v1_0_0/node.ts');
    expect(code).to.equal(0);
  });
});
