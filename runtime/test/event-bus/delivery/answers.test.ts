import { expect } from 'chai';
import { OnexError } from '../../../src/errors/index.ts';
import type { BusMetrics } from '../../../src/event-bus/observability/bus-metrics.ts';
import { type MessageHandler, createMessageHandler } from '../../../src/event-bus/delivery/index.ts';
import {
  type DeadLetter,
  type Envelope,
  type EventTransport,
  type OutboundRecord,
  type Publication,
  createInMemoryTransport,
  createMemoryDeduplication,
} from '../../../src/event-bus/index.ts';
import { COMMAND_TOPIC, COMPLETED_TOPIC, DEAD_LETTER_TOPIC, FakeNode, command } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

const FAILED_TOPIC = 'onex.evt.billing.payment-failed.v1';
const NOTED_TOPIC = 'onex.evt.billing.payment-noted.v1';

/** A node that has a failed event, as the runtime's base classes have. */
class AnsweringNode extends FakeNode {
  failedEvent(_message: unknown, error: OnexError): Publication {
    return { topic: FAILED_TOPIC, payload: { error: error.toJSON() } };
  }
}

describe('an answer that cannot be published', () => {
  let published: OutboundRecord[];
  let counted: string[];
  let refuse: (record: OutboundRecord) => Error | null;
  let deadlineMs: number | undefined;
  const logger = recordingLogger();

  beforeEach(() => {
    published = [];
    counted = [];
    deadlineMs = undefined;
    logger.lines.length = 0;
    refuse = ({ value }) =>
      (value?.length ?? 0) > 200_000 ? new OnexError('INVALID_PARAMETER', 'the record is too large') : null;
  });

  const handlerOf = (node: FakeNode): MessageHandler => {
    const transport: EventTransport = {
      ...createInMemoryTransport(),
      ...(deadlineMs !== undefined && { publishDeadlineMs: deadlineMs }),
      async publish(records) {
        const refusals = records.map(refuse);
        published.push(...records.filter((_, index) => refusals[index] === null));
        const refusal = refusals.find((error) => error !== null);
        if (refusal) throw refusal;
      },
    };
    const count =
      (name: string) =>
      (topic: string): void =>
        void counted.push(`${name} ${topic.split('.')[3]}`);
    return createMessageHandler({
      node,
      transport,
      deduplication: createMemoryDeduplication(),
      serviceName: 'billing',
      owner: 'local/billing/node',
      metrics: {
        consumed: () => {},
        duplicate: count('duplicate'),
        retried: count('retried'),
        deadLettered: count('dead-lettered'),
      } as unknown as BusMetrics,
      logger,
      concurrency: 8,
      backoff: { initialMs: 1, maxMs: 1 },
      maxTries: 4,
    });
  };
  const record = (value = command({}).value) => {
    const place = { partition: 0, offset: 0n, timestamp: 0, key: null, headers: {} };
    return { ...place, topic: COMMAND_TOPIC, value: Buffer.from(value) };
  };
  const { signal } = new AbortController();
  const topics = (): string[] => published.map(({ topic }) => topic);
  const envelopes = (): Envelope[] => published.map(({ value }) => JSON.parse(String(value)) as Envelope);

  it('is replaced by the failed event, the same each time; the command is not dead-lettered', async () => {
    const large = { text: 'x'.repeat(300_000) };
    const node = new AnsweringNode(async () => [{ topic: COMPLETED_TOPIC, payload: large }]);
    const handle = handlerOf(node);
    const given = record();
    await handle(given, signal, () => {});
    await handle(given, signal, () => {});
    expect(topics()).to.deep.equal([FAILED_TOPIC, FAILED_TOPIC]);
    const [first, second] = envelopes();
    const asked = JSON.parse(String(given.value)) as Envelope;
    expect(first?.correlation_id).to.equal(asked.correlation_id);
    expect(first?.metadata.tags['causation_id']).to.equal(asked.envelope_id);
    expect(second?.envelope_id).to.equal(first?.envelope_id);
    const { error } = first!.payload as { error: { message: string; context: object } };
    expect(error.message).to.equal('the answer cannot be published: the record is too large');
    expect(error.context).to.deep.equal({ phase: 'answer' });
    expect(node.handled).to.have.length(1);
    expect(counted.filter((line) => line.startsWith('dead'))).to.deep.equal([]);
    const line = logger.lines.find(({ level }) => level === 'error');
    expect(line?.fields).to.include({ phase: 'answer' });
  });

  it('is not published in part with its completed event', async () => {
    const large = { text: 'x'.repeat(300_000) };
    const node = new AnsweringNode(async () => [
      { topic: NOTED_TOPIC, payload: { fine: true } },
      { topic: NOTED_TOPIC, payload: large },
      { topic: COMPLETED_TOPIC, payload: {} },
    ]);
    await handlerOf(node)(record(), signal, () => {});
    expect(topics()).to.deep.equal([NOTED_TOPIC, FAILED_TOPIC]);
    expect(new Set(envelopes().map(({ envelope_id: id }) => id)).size).to.equal(2);
  });

  it('is replaced also where it cannot be a message: no JSON, an ID that is not a UUID', async () => {
    for (const output of [
      { payload: { at: new Date(0) } },
      { payload: { amount: 5n } },
      { payload: {}, envelopeId: 'answer-17' },
      { payload: {}, correlationId: 'order-17' },
    ]) {
      published.length = 0;
      const node = new AnsweringNode(async () => [{ topic: COMPLETED_TOPIC, ...output }]);
      await handlerOf(node)(record(), signal, () => {});
      expect(topics(), JSON.stringify(Object.keys(output))).to.deep.equal([FAILED_TOPIC]);
    }
  });

  it('makes a dead letter where the node has no failed event, with the reason', async () => {
    const node = new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: { at: new Date(0) } }]);
    await handlerOf(node)(record(), signal, () => {});
    expect(topics()).to.deep.equal([DEAD_LETTER_TOPIC]);
    const letter = JSON.parse(String(published[0]?.value)) as DeadLetter;
    expect(letter.failure_reason).to.contain('$.at is a Date');
  });

  it('waits while the bus is unavailable, and is not counted as a duplicate when it is tried again', async () => {
    let outages = 2;
    refuse = () => ((outages -= 1) >= 0 ? new OnexError('EVENT_BUS_ERROR', 'unavailable') : null);
    const node = new AnsweringNode(async () => [{ topic: COMPLETED_TOPIC, payload: {} }]);
    const handle = handlerOf(node);
    const given = record();
    await handle(given, signal, () => {});
    expect([topics(), counted]).to.deep.equal([
      [COMPLETED_TOPIC],
      ['retried payment-requested', 'retried payment-requested'],
    ]);
    expect(logger.lines.map(({ message }) => message)).not.to.include('duplicate answered again');
    // The same message once more is one.
    await handle(given, signal, () => {});
    expect(counted.at(-1)).to.equal('duplicate payment-requested');
  });

  it('is not tried again here where the bus has made every attempt itself', async () => {
    deadlineMs = 13_000;
    refuse = () => new OnexError('EVENT_BUS_ERROR', 'no acknowledgement within 13 s');
    const node = new AnsweringNode(async () => [{ topic: COMPLETED_TOPIC, payload: {} }]);
    const handle = handlerOf(node);
    const given = record();
    const failure = await handle(given, signal, () => {}).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(counted).to.deep.equal([]);
    // The consumer gets the message again, and its stored answer is published.
    refuse = () => null;
    await handle(given, signal, () => {});
    expect([topics(), counted, node.handled.length]).to.deep.equal([[COMPLETED_TOPIC], [], 1]);
  });
});
