import { expect } from 'chai';
import { createEnvelope } from '../../src/event-bus/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
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
