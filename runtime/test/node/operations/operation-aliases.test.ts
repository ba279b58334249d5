import { expect } from 'chai';
import { z } from 'zod';
import { readContract } from '../../../src/contract/index.ts';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import { requestOf } from '../../../src/node/operations/operation-of.ts';
import type { Message } from '../../../src/node/messages/message.ts';

const TOPIC = 'onex.cmd.shop.parcel-requested.v1';

const text = (operations: string): string => `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations: [${operations}]
event_bus: {version: {major: 1, minor: 0, patch: 0}, subscribe_topics: [${TOPIC}], publish_topics: []}
`;
const SEND = '{operation: send, aliases: [post, mail]}';

const read = (operations: string) =>
  readContract(text(operations), { file: 'contract.yaml', origin: 'project' });
const errors = (operations: string): string[] =>
  read(operations)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

function requested(asked: string, payload: Record<string, unknown>, hasField = false) {
  const { contract } = read(`${SEND}, {operation: track}`);
  const envelope = createEnvelope(payload, { operation: asked } as never);
  const message = { topic: TOPIC, payload, envelope } as unknown as Message;
  return requestOf(contract!, ['send', 'track'], message, { hasOperationField: () => hasField });
}

describe('an operation with former names', () => {
  it('is what a message asks for by any of them, beside the payload', () => {
    for (const name of ['send', 'post', 'mail'])
      expect(requested(name, { to: 'Ada' })).to.deep.equal({ operation: 'send', fields: { to: 'Ada' } });
  });

  it('is what a message of an older runtime asks for in the payload', () => {
    const { contract } = read(`${SEND}, {operation: track}`);
    const payload = { to: 'Ada', operation: 'post' };
    const message = { topic: TOPIC, payload, envelope: createEnvelope(payload) } as unknown as Message;
    expect(requestOf(contract!, ['send', 'track'], message)).to.deep.equal({
      operation: 'send',
      fields: { to: 'Ada' },
    });
  });

  it('has its present name in a payload whose model has the field', () => {
    const { contract } = read(`${SEND}, {operation: track}`);
    const payload = { to: 'Ada', operation: 'post' };
    const message = { topic: TOPIC, payload, envelope: createEnvelope(payload) } as unknown as Message;
    const { fields } = requestOf(contract!, ['send', 'track'], message, { hasOperationField: () => true });
    expect(z.strictObject({ to: z.string(), operation: z.literal('send') }).parse(fields)).to.deep.equal(
      fields,
    );
  });

  it('is read from the contract, and does not share a name with another operation', () => {
    expect(read(SEND).contract?.operations[0]?.aliases).to.deep.equal(['post', 'mail']);
    expect(errors(SEND)).to.deep.equal([]);
    expect(errors(`${SEND}, {operation: post}`).join()).to.match(/alias "post" is the name of an operation/);
    expect(errors(`${SEND}, {operation: track, aliases: [mail]}`).join()).to.match(/alias "mail"/);
    expect(errors('{operation: send, aliases: [send]}').join()).to.match(/alias "send"/);
  });
});
