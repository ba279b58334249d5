import { expect } from 'chai';
import { createPalette } from 'onex-cli-kit';
import { readContract } from '../../../src/contract/index.ts';
import type { RunningNode } from '../../../src/cli/dev/nodes/index.ts';
import { overview } from '../../../src/cli/dev/output/index.ts';
import { CHECKOUT, PAYMENT } from '../support/nodes.ts';

/** An orchestrator with one route and no workflow. */
const ROUTED = CHECKOUT['contract.yaml']!.replaceAll('checkout', 'address').replace(
  /^workflow_coordination:\n(?: .*\n)*/mu,
  '',
);

/** A node as `dev` describes it once it runs. */
function running(text: string): RunningNode {
  const { contract, issues } = readContract(text, { file: 'contract.yaml', origin: 'project' });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('; '));
  const { name, kind, operations } = contract;
  const description = {
    name,
    kind,
    operations,
    version: '1.0.0',
    onBus: true,
    subscribes: [],
    publishes: [],
  };
  return { node: { contract }, description } as unknown as RunningNode;
}

describe('the example that dev prints', () => {
  const exampleOf = (...texts: string[]): string | undefined =>
    /onex-runtime send (\S+)/u.exec(overview('shop', texts.map(running), createPalette(process.stdout)))?.[1];

  it('calls a workflow, and otherwise an operation that answers', () => {
    const [workflow, payment] = [CHECKOUT['contract.yaml']!, PAYMENT['contract.yaml']!];
    expect(exampleOf(ROUTED, payment, workflow)).to.equal('checkout:run');
    expect(exampleOf(ROUTED, payment)).to.equal('payment:create');
    expect(exampleOf(ROUTED)).to.equal('address:run');
  });

  it('names the node without its domain, as a whole', () => {
    const line = PAYMENT['contract.yaml']!.replaceAll('payment_effect', 'order_line_effect');
    expect(exampleOf(line)).to.equal('order_line:create');
    const other = PAYMENT['contract.yaml']!.replaceAll('billing', 'sales');
    expect(exampleOf(PAYMENT['contract.yaml']!, other)).to.equal('billing_payment:create');
  });
});
