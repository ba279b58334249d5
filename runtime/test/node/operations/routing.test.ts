import { expect } from 'chai';
import { z } from 'zod';
import {
  byBackend,
  byRoute,
  isOnexError,
  NodeEffect,
  type Container,
  type HandlerTable,
  type Message,
  type OperationHandler,
} from '../../../src/index.ts';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import { createTestNode } from '../../../src/testing/index.ts';
import { contractOf } from '../../sample/contract-of.ts';

const contract = (routing: string): string => `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations: [{operation: send}, {operation: track}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.shop.parcel-requested.v1, onex.cmd.shop.parcel-tracked.v1]
  publish_topics: [onex.evt.shop.parcel-completed.v1, onex.evt.shop.parcel-failed.v1]
handler_routing:
${routing}`;

const REQUESTED = 'onex.cmd.shop.parcel-requested.v1';
const TRACKED = 'onex.cmd.shop.parcel-tracked.v1';

function says(by: string, input: z.ZodType = z.looseObject({})): OperationHandler {
  const output = z.looseObject({});
  return { input, output, handle: (fields) => ({ by, ...(fields as object) }) };
}

const BOTH: HandlerTable = { send: says('send'), track: says('track') };

/** What a node with some routing answers to one message. */
async function ask(
  routing: string,
  message: { payload?: object; topic?: string; payloadType?: string; eventType?: string },
  handlers: HandlerTable = BOTH,
): Promise<unknown> {
  class Parcel extends NodeEffect {
    constructor(container: Container) {
      super(container, { contract: contractOf(contract(routing)), handlers });
    }
  }
  const { node, stop } = await createTestNode(Parcel);
  const { payload = {}, topic = REQUESTED, payloadType, eventType } = message;
  const envelope = createEnvelope(payload, {
    ...(payloadType !== undefined && { payloadType }),
    ...(eventType !== undefined && { eventType }),
  });
  const sent: Message = { payload, envelope, topic };
  try {
    const answer = (await node.dispatch(sent)).at(-1);
    return answer && { ...(answer.payload as object), as: answer.operation };
  } finally {
    await stop();
  }
}

async function refusal(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    (answer) => expect.fail(`answered ${JSON.stringify(answer)}`),
    (error: Error) => error.message,
  );
}

describe('routing', () => {
  const TYPES = `
  routing_strategy: payload_type_match
  handlers:
    - {handler: {name: HandlerSend}, operation: send, payload_type: ModelSend, topic: ${REQUESTED}}
    - {handler: {name: HandlerTrack}, operation: track, payload_type: ModelTrack, event_type: parcel.tracked, topic: ${REQUESTED}}`;

  it('by payload type goes by it before the topic, and by the event type where there is none', async () => {
    expect(await ask(TYPES, { payloadType: 'ModelTrack' })).to.include({ as: 'track' });
    expect(await ask(TYPES, { payloadType: 'ModelSend' })).to.include({ as: 'send' });
    expect(await ask(TYPES, { eventType: 'parcel.tracked' })).to.include({ as: 'track' });
  });

  it('leaves a field `operation` of a foreign payload alone', async () => {
    const payload = { operation: 'INSERT' };
    expect(await ask(TYPES, { payload, payloadType: 'ModelTrack' })).to.include({ by: 'track' });
  });

  it('by payload type takes the one operation whose model accepts a payload that says nothing', async () => {
    const strict = {
      send: says('send', z.object({ to: z.string() })),
      track: says('track', z.object({ code: z.string() })),
    };
    const routing = '  routing_strategy: payload_type_match';
    expect(await ask(routing, { payload: { code: 'x' } }, strict)).to.include({ as: 'track' });
    expect(await refusal(ask(routing, { payload: {} }, strict))).to.include('names no operation');
  });

  it('by payload type tries the other operations where the routes of one take nothing of the kind', async () => {
    const routed = {
      send: byRoute([{ payloadType: 'ModelSend', handler: says('send', z.object({ to: z.string() })) }]),
      track: says('track', z.object({ code: z.string() })),
    };
    const routing = '  routing_strategy: payload_type_match';
    expect(await ask(routing, { payload: { code: 'x' } }, routed)).to.include({ as: 'track' });
  });

  const TOPICS = `
  routing_strategy: topic_match
  handlers:
    - {handler: {name: HandlerSend}, operation: send, topic: ${REQUESTED}}
    - {handler: {name: HandlerTrack}, operation: track, topic: ${TRACKED}}`;

  it('by topic goes by the topic', async () => {
    expect(await ask(TOPICS, { topic: TRACKED })).to.include({ as: 'track' });
    expect(await ask(TOPICS, { topic: REQUESTED })).to.include({ as: 'send' });
  });

  const BY_OPERATION = `
  routing_strategy: operation_match
  handlers:
    - {handler: {name: HandlerSend}, operation: send}
    - {handler: {name: HandlerTrack}, operation: track}`;

  it('by operation refuses a message without one, unless there is a default handler', async () => {
    expect(await refusal(ask(BY_OPERATION, {}))).to.include(
      'names no operation; node_shop_parcel_effect has',
    );
    const byDefault = `${BY_OPERATION}\n  default_handler: HandlerTrack`;
    expect(await ask(byDefault, {})).to.include({ as: 'track' });
    expect(await refusal(ask(byDefault, { payload: { operation: 'weigh' } }))).to.include('does not have');
  });

  it('chooses among several handlers of one operation by the message', async () => {
    const routed = byRoute([
      { topic: TRACKED, handler: says('tracker') },
      { payloadType: 'ModelExpress', handler: says('express') },
      { handler: says('other') },
    ]);
    const send = (message: Parameters<typeof ask>[1]) =>
      ask(BY_OPERATION, { payload: { operation: 'send' }, ...message }, { ...BOTH, send: routed });
    expect(await send({ topic: TRACKED })).to.include({ by: 'tracker', as: 'send' });
    expect(await send({ payloadType: 'ModelExpress' })).to.include({ by: 'express' });
    expect(await send({})).to.include({ by: 'other' });
  });

  it('dead-letters a message that no handler of its operation takes', async () => {
    const routed = byRoute([{ topic: TRACKED, handler: says('tracker') }]);
    const asked = ask(BY_OPERATION, { payload: { operation: 'send' } }, { ...BOTH, send: routed });
    expect(await refusal(asked)).to.include('No handler takes the message');
  });

  it('makes the handlers of the configured backend alone', () => {
    const made: string[] = [];
    const backend = (name: string) => () => {
      made.push(name);
      return { send: says(name) };
    };
    const backends = { postgres: backend('postgres'), memory: backend('memory') };
    const { send } = byBackend('memory', backends);
    expect(send.handle({}, {} as never)).to.deep.equal({ by: 'memory' });
    expect(made).to.deep.equal(['memory']);
    expect(() => byBackend('toString', backends)).to.throw('there is postgres, memory');
    expect(isOnexError(thrown(() => byBackend('x', backends)))).to.equal(true);
  });
});

function thrown(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
