import { expect } from 'chai';
import { OnexError } from '../../src/errors/index.ts';
import { createEnvelope } from '../../src/event-bus/index.ts';
import { METRICS, type Container } from '../../src/node/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { NodeCheckoutOrchestrator } from '../sample/checkout/node.ts';
import { ENGINE_NAMES } from './engines.ts';

const EVENTS = [
  'workflow-started',
  'stage-started',
  'stage-completed',
  'stage-failed',
  'workflow-completed',
  'workflow-failed',
];
const topicOf = (event: string): string => `onex.evt.billing.checkout-${event}.v1`;

for (const engine of ENGINE_NAMES) {
  class Checkout extends NodeCheckoutOrchestrator {
    constructor(container: Container) {
      super(container, engine);
    }
  }

  describe(`NodeOrchestrator with the engine ${engine}`, () => {
    let test: TestNode;
    beforeEach(async () => {
      test = await createTestNode(Checkout);
    });
    afterEach(() => test.stop());

    it('drives its steps’ nodes over the bus and answers the start command', async () => {
      await test.answer('compute_tax', ({ data }) => ({
        data: { tax: (data as { amount: number }).amount / 5 },
      }));
      await test.answer('create_payment', ({ entity_id, data }) => ({ entity_id, data, created_at: 'now' }));
      const reply = await test.send({ data: { amount: 50 } });
      expect(reply.metadata.tags).to.include({ operation: 'run' });
      expect(reply.payload).to.not.have.property('operation');
      expect(reply.payload['results']).to.deep.equal({
        compute_tax: { data: { tax: 10 } },
        create_payment: { entity_id: 'order-1', data: { amount: 50, tax: 10 }, created_at: 'now' },
      });
      const told = test.transport.records.flatMap(({ topic }) =>
        EVENTS.filter((event) => topicOf(event) === topic),
      );
      expect(told).to.deep.equal([
        'workflow-started',
        'stage-started',
        'stage-completed',
        'stage-started',
        'stage-completed',
        'workflow-completed',
      ]);
    });

    it('counts its workflows by how they ended', async () => {
      await test.answer('compute_tax', () => {
        throw new OnexError('INVALID_PARAMETER', 'No such country.');
      });
      await test.send({ data: {} });
      const { body } = await test.node.container.get(METRICS).text();
      const line = body.split('\n').find((text) => text.startsWith('onex_workflow_duration_seconds_count'));
      expect(line).to.include('status="failed"').and.to.match(/ 1$/u);
    });

    it('names the operation in commands, and keeps correlation and causation', async () => {
      const correlationId = '0f0f0f0f-0000-4000-8000-000000000002';
      await test.answer('compute_tax', () => ({ data: { tax: 1 } }));
      await test.answer('create_payment', () => {
        throw new OnexError('INVALID_PARAMETER', 'The card is not valid.');
      });
      const reply = await test.send({ data: {} }, { correlationId });
      expect(reply.payload['error']).to.include({
        message: 'The card is not valid.',
        error_code: 'ONEX_CORE_001_INVALID_PARAMETER',
      });
      const [command] = test.published('onex.cmd.billing.payment-requested.v1');
      const [taxed] = test.published('onex.evt.billing.tax-completed.v1');
      expect(command?.metadata.tags['operation']).to.equal('create');
      expect(command?.payload).to.not.have.property('operation');
      expect(command?.correlation_id).to.equal(correlationId);
      expect(command?.metadata.tags['causation_id']).to.equal(taxed?.envelope_id);
      expect(test.published(topicOf('stage-failed'))[0]?.payload).to.include({ stage: 'create_payment' });
    });

    it('passes over replies to commands that others sent', async () => {
      const payload = { data: { tax: 1 }, operation: 'compute' };
      const stranger = createEnvelope(payload, { causationId: '0f0f0f0f-0000-4000-8000-000000000003' });
      const outputs = await test.node.dispatch({
        payload,
        envelope: stranger,
        topic: 'onex.evt.billing.tax-completed.v1',
      });
      expect(outputs).to.deep.equal([]);
    });

    it('matches a reply that names no cause by topic and correlation id', async () => {
      const { node } = test;
      const start = createEnvelope({ data: { amount: 5 } });
      const topic = 'onex.cmd.billing.checkout-requested.v1';
      await node.dispatch({ payload: start.payload, envelope: start, topic });
      const payload = { data: { tax: 1 } };
      const reply = createEnvelope(payload, { correlationId: start.correlation_id });
      const outputs = await node.dispatch({
        payload,
        envelope: reply,
        topic: 'onex.evt.billing.tax-completed.v1',
      });
      expect(outputs.map((output) => output.topic)).to.include('onex.cmd.billing.payment-requested.v1');
    });

    it('gives out the same, with the same ids, when a message is delivered again', async () => {
      const { node } = test;
      const payload = { data: { amount: 5 } };
      const start = {
        payload,
        envelope: createEnvelope(payload),
        topic: 'onex.cmd.billing.checkout-requested.v1',
      };
      const first = await node.dispatch(start);
      expect(await node.dispatch(start)).to.deep.equal(first);
      expect(first.every(({ envelopeId }) => envelopeId !== undefined)).to.equal(true);
    });

    it('has a start command that does not fit the workflow’s input dead-lettered', async () => {
      const failure = await test.send({ data: 'no mapping' }).catch((error: unknown) => error as Error);
      expect((failure as Error).message).to.include('data');
    });
  });
}
