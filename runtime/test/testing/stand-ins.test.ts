import { expect } from 'chai';
import { z } from 'zod';
import { NodeOrchestrator, type Container } from '../../src/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { StopEvent, Workflow, step, type Context } from '../../src/workflow/index.ts';
import { contractOf } from '../contract/read.ts';

const node = (name: string, operation: string): string => `
      ${name}:
        node: node_shop_risk_effect
        operation: ${operation}
        command_topic: onex.cmd.shop.risk-requested.v1
        completed_topic: onex.evt.shop.risk-completed.v1
        failed_topic: onex.evt.shop.risk-failed.v1`;

/** Three steps of one node that run at once; two of them ask for the same operation. */
const CONTRACT = `name: node_shop_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
event_bus:
  subscribe_topics: [onex.cmd.shop.sale-requested.v1]
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: sale}
    execution_graph:
      nodes: [{node_id: buyer}, {node_id: seller}, {node_id: price}]
    coordination_rules: {execution_mode: parallel, max_retries: 0, failure_recovery_strategy: continue}
annotations:
  domain: shop
  operations: [{operation: run}]
  workflow:
    steps:${node('buyer', 'score')}${node('seller', 'score')}${node('price', 'quote')}
`;

const Any = z.record(z.string(), z.unknown());

class WorkflowSale extends Workflow<Record<string, unknown>, Record<string, unknown>> {
  readonly input = Any;
  readonly output = Any;
  readonly steps = {
    buyer: step({ command: () => ({ of: 'buyer' }) }),
    seller: step({ command: () => ({ of: 'seller' }) }),
    price: step({ command: () => ({ of: 'price' }) }),
  };
  stop({ results }: Context<Record<string, unknown>>): StopEvent<Record<string, unknown>> {
    return new StopEvent({ results: { ...results } });
  }
}

class Sale extends NodeOrchestrator {
  constructor(container: Container) {
    super(container, { contract: contractOf(CONTRACT), workflow: new WorkflowSale() });
  }
}

describe('stand-ins for the steps of one node', () => {
  let test: TestNode;
  beforeEach(async () => {
    test = await createTestNode(Sale);
  });
  afterEach(() => test.stop());

  it('answer the commands of their own step, whatever order they were given in', async () => {
    await test.answer('price', ({ of }) => ({ by: 'price', of }));
    await test.answer('seller', ({ of }) => ({ by: 'seller', of }));
    await test.answer('buyer', ({ of }) => ({ by: 'buyer', of }));
    for (let run = 0; run < 10; run += 1) {
      const { payload } = await test.send({ run });
      const { buyer, seller, price } = payload['results'] as Record<string, object>;
      expect(buyer).to.include({ by: 'buyer', of: 'buyer' });
      expect(seller).to.include({ by: 'seller', of: 'seller' });
      expect(price).to.include({ by: 'price', of: 'price' });
    }
  });

  it('are replaced by a later answer to the same step', async () => {
    for (const id of ['buyer', 'seller', 'price']) await test.answer(id, () => ({ by: `${id} 1` }));
    await test.answer('seller', () => ({ by: 'seller 2' }));
    const { payload } = await test.send({});
    const { buyer, seller, price } = payload['results'] as Record<string, object>;
    expect([buyer, seller, price].map((answer) => (answer as { by: string }).by)).to.deep.equal([
      'buyer 1',
      'seller 2',
      'price 1',
    ]);
  });
});
