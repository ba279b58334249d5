import { expect } from 'chai';
import { createEnvelope, verdictOf, type Envelope } from '../../src/event-bus/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { NodeEffect, type Container } from '../../src/index.ts';
import { contractOf } from '../sample/contract-of.ts';
import { z } from 'zod';
import { NodeCheckoutOrchestrator } from '../sample/checkout/node.ts';

const TAX = 'onex.evt.billing.tax-completed.v1';

/** Answers the first step as a Python node does: on its completed topic, with no operation, and with no cause. */
async function answered(test: TestNode, payload: object): Promise<Record<string, unknown>> {
  await test.answer('create_payment', () => ({
    entity_id: 'p',
    data: {},
    created_at: new Date().toISOString(),
  }));
  await test.answer('compute_tax', (_command, { correlation_id: correlationId }) => {
    const envelope = createEnvelope(payload, { correlationId });
    void test.transport.publish([{ topic: TAX, key: null, value: JSON.stringify(envelope), headers: {} }]);
    return null;
  });
  return (await test.send({ data: {} })).payload;
}

describe('an answer of a Python node', () => {
  let test: TestNode;
  beforeEach(async () => {
    test = await createTestNode(NodeCheckoutOrchestrator);
  });
  afterEach(() => test.stop());

  for (const payload of [
    { status: 'failed', failure_reason: 'no rate' },
    { ok: false, error_message: 'no rate' },
    { success: false, error: 'no rate' },
    { status: 'success', terminal_failure_cause: 'no rate' },
    { quality_gate_passed: false, reason: 'no rate' },
  ]) {
    it(`fails the step although it is on the completed topic: ${JSON.stringify(payload)}`, async () => {
      const failed = await answered(test, payload);
      expect(failed).to.include({ status: 'failed', failure_reason: 'no rate' });
      expect(test.published('onex.cmd.billing.payment-requested.v1')).to.deep.equal([]);
    });
  }

  it('completes the step with its fields, an own `operation` among them', async () => {
    const completed = await answered(test, { status: 'ok', operation: 'INSERT', data: { tax: 1 } });
    expect(completed).to.not.have.property('error');
  });

  it('that timed out has the code of a timeout', async () => {
    const { error } = await answered(test, { status: 'timed_out' });
    expect(error).to.include({ error_code: 'ONEX_CORE_082_TIMEOUT_EXCEEDED' });
  });
});

/** Returns what a query found: an order that failed. */
class NodeOrders extends NodeEffect {
  constructor(container: Container) {
    super(container, {
      contract: contractOf(
        'name: node_billing_orders_effect\nnode_type: effect\nio_operations: [{operation: find}]\n',
      ),
      handlers: {
        find: {
          input: z.looseObject({ fail: z.boolean().optional() }),
          output: z.looseObject({}),
          handle({ fail }: { fail?: boolean }) {
            if (fail === true) throw new Error('no database');
            return { status: 'failed', ok: false, data: { tax: 1 } };
          },
        },
      },
    });
  }
}

describe('an answer of our own node', () => {
  /** What the orchestrator makes of an envelope on the completed topic of its step. */
  async function outcomeOf(change: (envelope: Envelope) => Envelope, payload: object = {}) {
    const orders = await createTestNode(NodeOrders);
    const answer = await orders.send(payload, { operation: 'find' });
    await orders.stop();
    const test = await createTestNode(NodeCheckoutOrchestrator);
    await test.answer('create_payment', () => ({ entity_id: 'p', data: {}, created_at: 'now' }));
    await test.answer('compute_tax', (_command, { correlation_id: correlationId, envelope_id: cause }) => {
      const tags = { ...answer.metadata.tags, operation: 'compute', causation_id: cause };
      const metadata = { ...answer.metadata, tags };
      const envelope = change({ ...answer, correlation_id: correlationId, metadata });
      void test.transport.publish([{ topic: TAX, key: null, value: JSON.stringify(envelope), headers: {} }]);
      return null;
    });
    const { payload: end, metadata } = await test.send({ data: {} });
    await test.stop();
    return { end: end as Record<string, unknown>, tags: metadata.tags };
  }

  it('is no failure because of a business field, and the orchestrator’s own answer states its verdict', async () => {
    const { end, tags } = await outcomeOf((envelope) => envelope);
    expect(end).to.not.have.property('error');
    expect(end['results']).to.have.deep.property('compute_tax', {
      status: 'failed',
      ok: false,
      data: { tax: 1 },
    });
    expect(tags).to.include({ verdict: 'succeeded' });
  });

  it('is a failure when its handler threw, also in fields that Python nodes read', async () => {
    const { end, tags } = await outcomeOf(
      (envelope) => {
        expect(verdictOf(envelope.payload)).to.equal('failed');
        return envelope;
      },
      { fail: true },
    );
    expect(end).to.include({ status: 'failed', failure_reason: 'no database' });
    expect(tags).to.include({ verdict: 'failed' });
  });

  it('is judged by its topic when runtime 0.1 sent it', async () => {
    const { end } = await outcomeOf((envelope) => {
      const { verdict: _verdict, operation: _operation, ...tags } = envelope.metadata.tags;
      const payload = { ...(envelope.payload as object), operation: 'compute' };
      return { ...envelope, payload, metadata: { ...envelope.metadata, tags } };
    });
    expect(end).to.not.have.property('error');
  });

  it('is a failure by its payload where it has no tag, as from a Python node', async () => {
    const { end } = await outcomeOf((envelope) => {
      const { verdict: _verdict, operation: _operation, ...tags } = envelope.metadata.tags;
      return { ...envelope, metadata: { ...envelope.metadata, tags } };
    });
    expect(end).to.include({ status: 'failed' });
  });
});
