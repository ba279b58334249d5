import { expect } from 'chai';
import { faultyStore } from '../../../../test/faults/index.ts';
import { createTestNode } from '../../../src/testing/index.ts';
import { createMemoryWorkflowStore, WORKFLOW_STORE } from '../../../src/workflow/index.ts';
import { until } from '../../event-bus/until.ts';
import { NodeCheckoutOrchestrator } from '../../sample/checkout/node.ts';

const TAXES = 'onex.cmd.billing.tax-requested.v1';
const STEP_TIMEOUT_MS = 120_000;
/** More than the longest pause between two tries. */
const PAUSE_MS = 60_000;

describe('an orchestrator whose workflows are due while their store is unavailable', () => {
  it('is not ready, says why, and is ready again when they go on', async () => {
    const store = faultyStore(createMemoryWorkflowStore());
    const test = await createTestNode(NodeCheckoutOrchestrator, {
      services: (container) => container.register(WORKFLOW_STORE, { value: store.service }),
    });
    try {
      await until(() => test.node.health().ready);
      const reply = test.send({ data: {} });
      await until(() => test.published(TAXES).length === 1);
      store.down();
      test.pass(STEP_TIMEOUT_MS);
      await until(() => !test.node.health().ready);
      expect(test.node.health().problems['due-workflows']).to.equal(
        'workflows wait: the store is unavailable',
      );
      store.up();
      test.pass(PAUSE_MS);
      expect((await reply).payload)
        .to.have.nested.property('error.message')
        .that.includes('had no reply');
      await until(() => test.node.health().ready);
    } finally {
      store.up();
      await test.stop();
    }
  });
});
