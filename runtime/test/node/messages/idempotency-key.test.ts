import { expect } from 'chai';
import { z } from 'zod';
import {
  compensatedKey,
  createEnvelope,
  idempotencyKey,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { NodeEffect, type Container, type HandlerContext } from '../../../src/index.ts';
import { createTestNode } from '../../../src/testing/index.ts';
import { contractOf } from '../../sample/contract-of.ts';

const REQUESTED = 'onex.cmd.shop.parcel-requested.v1';
const CONTRACT = contractOf(`
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations: [{operation: send, operation_type: send}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${REQUESTED}]
  publish_topics: [onex.evt.shop.parcel-completed.v1, onex.evt.shop.parcel-failed.v1]
`);

type Seen = Pick<HandlerContext, 'idempotencyKey' | 'compensates'>;

/** An effect whose handler reports the keys that it was given. */
class Parcel extends NodeEffect {
  constructor(container: Container) {
    const handle = (_input: unknown, { idempotencyKey: key, compensates }: HandlerContext): Seen => ({
      idempotencyKey: key,
      compensates,
    });
    const handlers = { send: { input: z.object({}), output: z.any(), handle } };
    super(container, { contract: CONTRACT, handlers });
  }
}

async function keysFor(
  tags: Readonly<Record<string, string>>,
): Promise<Seen & { readonly envelopeId: string }> {
  const test = await createTestNode(Parcel);
  try {
    const envelope = createEnvelope({}, { tags });
    await test.transport.publish([
      { topic: REQUESTED, key: null, value: JSON.stringify(envelope), headers: {} },
    ]);
    const answer = await test.transport.until((record) => {
      const found = parseEnvelope(Buffer.from(record.value ?? ''));
      return found.metadata.tags['causation_id'] === envelope.envelope_id ? found : undefined;
    }, 5_000);
    return { ...(answer?.payload as Seen), envelopeId: envelope.envelope_id };
  } finally {
    await test.stop();
  }
}

describe('the idempotency key of a message', () => {
  it('reaches the handler, together with the key of the effect that the message undoes', async () => {
    const keys = await keysFor({ idempotency_key: 'order-7/undo', compensates_key: 'order-7' });
    expect(keys).to.include({ idempotencyKey: 'order-7/undo', compensates: 'order-7' });
  });

  it('is the envelope id where the sender gives none', async () => {
    const keys = await keysFor({});
    expect(keys).to.include({ idempotencyKey: keys.envelopeId, compensates: null });
  });

  for (const [what, key] of [
    ['empty', ''],
    ['longer than a column', 'k'.repeat(256)],
    ['with a NUL that no database takes', 'a\0b'],
    ['with a line break that no header takes', 'a\r\nb'],
  ] as const) {
    it(`is the envelope id where the sender’s key is ${what}`, async () => {
      const keys = await keysFor({ idempotency_key: key, compensates_key: key });
      expect(keys).to.include({ idempotencyKey: keys.envelopeId, compensates: null });
    });
  }

  it('is written into the tags of the envelope, and read from there', () => {
    const envelope = createEnvelope({}, { idempotencyKey: 'a', compensates: 'b' });
    expect(envelope.metadata.tags).to.deep.equal({ idempotency_key: 'a', compensates_key: 'b' });
    expect([idempotencyKey(envelope), compensatedKey(envelope)]).to.deep.equal(['a', 'b']);
  });
});
