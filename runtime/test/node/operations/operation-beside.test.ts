import { expect } from 'chai';
import { z } from 'zod';
import { createEnvelope, createHeaders, type EnvelopeOptions } from '../../../src/event-bus/index.ts';
import { NodeEffect, type Container, type OperationHandler } from '../../../src/index.ts';
import { createTestNode } from '../../../src/testing/index.ts';
import { contractOf } from '../../sample/contract-of.ts';

const COMMAND = 'onex.cmd.shop.parcel-requested.v1';
const EVENT = 'onex.evt.other.cart-paid.v1';
const COMPLETED = 'onex.evt.shop.parcel-completed.v1';
const LETTERS = 'onex.dlq.shop.commands.v1';

const text = (operations: string): string => `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations: [${operations}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${COMMAND}, ${EVENT}]
  publish_topics: [${COMPLETED}, onex.evt.shop.parcel-failed.v1]
  dlq_topics: [${LETTERS}]
`;

/** Forbids unknown keys, as most models of the ecosystem do. */
const strict = z.strictObject({ to: z.string() });
const withOperation = z.strictObject({ to: z.string(), operation: z.string() });

function says(by: string, input: z.ZodType): OperationHandler {
  return { input, output: z.looseObject({}), handle: (fields) => ({ by, got: fields }) };
}

interface Sent {
  readonly operations?: string;
  readonly models?: Readonly<Record<string, z.ZodType>>;
  readonly topic?: string;
  readonly payload?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: EnvelopeOptions;
}

/** Puts a record on the bus and gives what the node answers: the payload of its event, or the reason of a dead letter. */
async function answerTo(sent: Sent): Promise<Record<string, unknown> | string> {
  const { operations = '{operation: send}, {operation: track}', models = { send: strict, track: strict } } =
    sent;
  class Parcel extends NodeEffect {
    constructor(container: Container) {
      const handlers = Object.fromEntries(
        Object.entries(models).map(([name, model]) => [name, says(name, model)]),
      );
      super(container, { contract: contractOf(text(operations)), handlers });
    }
  }
  const test = await createTestNode(Parcel);
  try {
    const { topic = COMMAND, payload = { to: 'Ada' }, headers, options } = sent;
    const envelope = createEnvelope(payload, options);
    const record = { topic, key: 'k', value: JSON.stringify(envelope) };
    await test.transport.publish([
      { ...record, headers: headers ?? createHeaders(envelope, { topic, source: 'test' }) },
    ]);
    const found = await test.transport.until((one) => {
      if (one.topic === topic || one.topic.includes('.platform.')) return undefined;
      const json = JSON.parse(String(one.value)) as {
        failure_reason?: string;
        payload: Record<string, unknown>;
      };
      return json.failure_reason ?? json.payload;
    }, 5000);
    return found ?? 'no answer';
  } finally {
    await test.stop();
  }
}

describe('the operation of a message', () => {
  it('is sent in a header and a tag, and not in the payload', async () => {
    const envelope = createEnvelope({ to: 'Ada' }, { operation: 'send' });
    expect(envelope.payload).to.deep.equal({ to: 'Ada' });
    expect(envelope.metadata.tags).to.deep.equal({ operation: 'send' });
    expect(createHeaders(envelope, { topic: COMMAND, source: 's' })).to.include({ operation_name: 'send' });
  });

  it('is read from the header alone', async () => {
    expect(await answerTo({ headers: { operation_name: 'track' } })).to.include({ by: 'track' });
  });

  it('is read from the tag alone, as after a replay that lost the headers', async () => {
    expect(await answerTo({ headers: {}, options: { operation: 'track' } })).to.include({ by: 'track' });
  });

  it('is read from the payload, where runtime 0.1 wrote it, and removed before a model that forbids it', async () => {
    const answer = await answerTo({ payload: { operation: 'track', to: 'Ada' } });
    expect(answer).to.deep.equal({ by: 'track', got: { to: 'Ada' } });
  });

  it('is that of the header before the tag before the payload', async () => {
    const payload = { operation: 'track', to: 'Ada' };
    const options = { operation: 'track' };
    expect(await answerTo({ headers: { operation_name: 'send' }, options, payload })).to.include({
      by: 'send',
    });
    expect(await answerTo({ headers: {}, options: { operation: 'send' }, payload })).to.deep.equal({
      by: 'send',
      got: { to: 'Ada' },
    });
  });

  it('is refused where a command’s tag names one that the node does not have, even if it has only one', async () => {
    const one = { operations: '{operation: send}', models: { send: strict } };
    expect(await answerTo({ ...one, headers: {}, options: { operation: 'refund' } })).to.contain(
      'names an operation that node_shop_parcel_effect does not have',
    );
  });

  it('is ignored where it is another node’s: in an event, or in a header that belongs to a trace', async () => {
    const one = { operations: '{operation: send}', models: { send: strict } };
    expect(await answerTo({ ...one, topic: EVENT, options: { operation: 'charge' } })).to.include({
      by: 'send',
    });
    expect(await answerTo({ ...one, headers: { operation_name: 'http.request' } })).to.include({
      by: 'send',
    });
  });

  it('stays in the payload where the model of the code has such a field', async () => {
    const models = { send: withOperation, track: strict };
    const payload = { to: 'Ada', operation: 'INSERT' };
    expect(await answerTo({ models, payload, options: { operation: 'send' } })).to.deep.equal({
      by: 'send',
      got: payload,
    });
    const named = { to: 'Ada', operation: 'send' };
    expect(await answerTo({ models, payload: named })).to.deep.equal({ by: 'send', got: named });
  });

  it('stays in the payload where the contract has such a field, and needs no name where there is one operation', async () => {
    const operations = '{operation: send, input_fields: ["to: str", "operation: str"]}';
    const payload = { to: 'Ada', operation: 'INSERT' };
    const models = { send: z.looseObject({}) };
    expect(await answerTo({ operations, models, payload })).to.deep.equal({ by: 'send', got: payload });
  });
});
