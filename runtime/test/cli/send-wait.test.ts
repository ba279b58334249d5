import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { BusEvent, ControlClient, NodeDescription, TailEnd } from '../../src/cli/control/index.ts';
import { createEnvelope, type EnvelopeOptions } from '../../src/event-bus/index.ts';
import { createDeadLetter } from '../../src/event-bus/wire/index.ts';
import { composeMessage } from '../../src/cli/send/message.ts';
import { outcomeOf } from '../../src/cli/send/reply.ts';
import { sendAndWait } from '../../src/cli/send/wait.ts';
import type { Target } from '../../src/cli/send/target.ts';

const TOPIC = 'onex.cmd.a.b.v1';
const DONE = 'onex.evt.a.b-completed.v1';
const FAILED = 'onex.evt.a.b-failed.v1';
const node = {
  name: 'node_a_b_effect',
  kind: 'effect',
  operations: [],
  subscribes: [TOPIC],
  publishes: [],
  completed: [DONE],
  failed: [FAILED],
};
const target: Target = {
  topic: TOPIC,
  node: null,
  operation: null,
  answering: [node as unknown as NodeDescription],
};
const message = composeMessage('{"x": 1}', target, null);
const event = (topic: string, value: string): BusEvent => ({
  topic,
  timestamp: 0,
  key: null,
  headers: {},
  value,
  encoding: 'utf8',
});

/** A bus that shows these events once the message is published. */
function bus(events: readonly BusEvent[], end: TailEnd | null = null) {
  const seen = { published: 0, closed: 0, request: null as unknown };
  let show: (one: BusEvent) => void = () => {};
  const ended = Promise.withResolvers<TailEnd>();
  const client = {
    async tail(request: unknown, onEvent: (one: BusEvent) => void) {
      seen.request = request;
      show = onEvent;
      return { ended: ended.promise, close: () => void (seen.closed += 1) };
    },
    async publish() {
      seen.published += 1;
      for (const one of events) show(one);
      if (end !== null) ended.resolve(end);
    },
  } as unknown as ControlClient;
  return { client, seen };
}

describe('the outcome of a message', () => {
  const both = {
    ...node,
    completed: [DONE, 'onex.evt.a.b-ended.v1'],
    failed: [FAILED, 'onex.evt.a.b-ended.v1'],
  };
  const outcome = (topic: string, payload: object, options: EnvelopeOptions = {}): string | undefined => {
    const { envelope_id: causationId, correlation_id: correlationId } = message.envelope;
    const answer = createEnvelope(payload, { ...options, causationId, correlationId });
    const answering = [both as unknown as NodeDescription];
    return outcomeOf(event(topic, JSON.stringify(answer)), message, { ...target, answering })?.status;
  };

  it('is what the tag of our answer states, then what its payload states, then what its topic says', () => {
    expect(outcome(DONE, { status: 'failed' }, { verdict: 'succeeded' })).to.equal('completed');
    expect(outcome(DONE, { ok: true }, { verdict: 'failed' })).to.equal('failed');
    expect(outcome(DONE, { status: 'failed' })).to.equal('failed');
    expect(outcome(FAILED, { amount: 1 })).to.equal('failed');
    expect(outcome(DONE, { amount: 1 })).to.equal('completed');
  });

  it('on a topic of both ends is a failure where the payload has an error', () => {
    expect(outcome('onex.evt.a.b-ended.v1', { amount: 1, error: null })).to.equal('completed');
    expect(outcome('onex.evt.a.b-ended.v1', { error: 'no' })).to.equal('failed');
  });
});

describe('send that waits', () => {
  it('shows all of the conversation but the message itself, and ends when the time is up', async () => {
    const sameTopic = event(TOPIC, '{}');
    const sameValue = event('onex.evt.a.other.v1', message.value);
    const { client, seen } = bus([event(TOPIC, message.value), sameTopic, sameValue]);
    const shown: BusEvent[] = [];
    const end = await sendAndWait(client, message, target, {
      topics: ['t'],
      timeoutMs: 20,
      onEvent: (one) => shown.push(one),
    });
    expect(end).to.deep.equal({ status: 'timeout', timeoutMs: 20 });
    expect(shown).to.deep.equal([sameTopic, sameValue]);
    expect(seen).to.deep.equal({
      published: 1,
      closed: 1,
      request: { topics: ['t'], correlationId: message.envelope.correlation_id, from: 'now', follow: true },
    });
  });

  const answer = (topic: string, tags: object, correlation = message.envelope.correlation_id): BusEvent =>
    event(
      topic,
      JSON.stringify({
        ...createEnvelope({ ok: 1 }),
        correlation_id: correlation,
        metadata: { tags },
      }),
    );
  const ours = { causation_id: message.envelope.envelope_id };

  it('ends with the answer to this message, and with no other', async () => {
    for (const [topic, status] of [
      [DONE, 'completed'],
      [FAILED, 'failed'],
    ] as const) {
      const toAnother = answer(topic, { causation_id: '22222222-2222-4222-8222-222222222222' });
      const ofAnother = answer(topic, ours, '11111111-1111-4111-8111-111111111111');
      const shown: BusEvent[] = [];
      const { client } = bus([toAnother, ofAnother, answer(topic, ours), answer(topic, ours)]);
      const end = await sendAndWait(client, message, target, {
        topics: [],
        timeoutMs: 60_000,
        onEvent: (one) => shown.push(one),
      });
      expect(end).to.deep.include({ status, payload: { ok: 1 } });
      expect(shown).to.deep.equal([toAnother, ofAnother]);
    }
  });

  it('ends with the dead letter of this message, and with no other', async () => {
    const letter = (topic: string, value: string): BusEvent =>
      event(
        'onex.dlq.a.commands.v1',
        JSON.stringify({ original_topic: topic, original_message: { value }, failure_reason: 'no' }),
      );
    const others = [letter('onex.cmd.a.other.v1', message.value), letter(TOPIC, '{}')];
    const shown: BusEvent[] = [];
    const { client } = bus([...others, letter(TOPIC, message.value)]);
    const end = await sendAndWait(client, message, target, {
      topics: [],
      timeoutMs: 60_000,
      onEvent: (one) => shown.push(one),
    });
    expect(end).to.deep.include({ status: 'dead-lettered', reason: 'no' });
    expect(shown).to.deep.equal(others);
  });

  it('ends with the dead letter that had to leave its message out', async () => {
    const { envelope } = composeMessage('{"x": 1}', target, null);
    const value = Buffer.from(JSON.stringify({ ...envelope, payload: 'x'.repeat(2000) }));
    const large = { ...message, envelope, value: String(value) };
    const record = { topic: TOPIC, partition: 0, offset: 1n, key: null, headers: {}, timestamp: 0 };
    const topic = 'onex.dlq.a.commands.v1';
    const letterOf = (bytes: Buffer): BusEvent =>
      event(
        topic,
        String(
          createDeadLetter({ ...record, value: bytes }, new Error('no'), {
            topic,
            source: 's',
            leaveOut: true,
          }).value,
        ),
      );
    const other = letterOf(Buffer.from(String(value).replaceAll(envelope.correlation_id, randomUUID())));
    const shown: BusEvent[] = [];
    const { client } = bus([other, letterOf(value)]);
    const end = await sendAndWait(client, large, target, {
      topics: [],
      timeoutMs: 1000,
      onEvent: (one) => shown.push(one),
    });
    expect(end).to.deep.include({ status: 'dead-lettered', reason: 'no' });
    expect(shown).to.deep.equal([other]);
  });

  it('ends when the bus is lost', async () => {
    const { client, seen } = bus([], 'disconnected');
    const end = await sendAndWait(client, message, target, {
      topics: [],
      timeoutMs: 60_000,
      onEvent: () => {},
    });
    expect(end).to.deep.equal({ status: 'lost' });
    expect(seen.closed).to.equal(1);
  });

  it('closes what it listens to when the message cannot be published', async () => {
    const { client, seen } = bus([]);
    client.publish = () => Promise.reject(new Error('too large'));
    const failure = await sendAndWait(client, message, target, {
      topics: [],
      timeoutMs: 60_000,
      onEvent: () => {},
    }).catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.equal('too large');
    expect(seen.closed).to.equal(1);
  });
});
