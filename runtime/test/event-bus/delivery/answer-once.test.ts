import { expect } from 'chai';
import { readContract, type Contract } from 'onex-runtime/contract';
import { answerOnce } from '../../../src/event-bus/delivery/answer-once.ts';
import { wrapOutputs } from '../../../src/event-bus/publisher/outputs.ts';
import { createMemoryDeduplication, type Answer } from '../../../src/event-bus/stores/deduplication/index.ts';
import { createEnvelope } from '../../../src/event-bus/wire/index.ts';

const TOPIC = 'onex.cmd.shop.order-requested.v1';
const contractOf = (idempotency: string): Contract =>
  readContract(`name: node_shop_order_effect\nnode_type: EFFECT_GENERIC\n${idempotency}\n`, {
    file: 'contract.yaml',
  }).contract as Contract;

/** A node that counts its runs, and fails as often as it is told to. */
const nodeWith = (idempotency: string, failures = 0) => {
  const contract = contractOf(idempotency);
  const deduplication = createMemoryDeduplication();
  const { completedTopic, failedTopic } = contract.operations[0]!;
  let runs = 0;
  const send = (payload: object, topic = TOPIC): Promise<Answer> => {
    const envelope = createEnvelope(payload, { eventType: null, payloadType: null });
    const message = { payload, envelope, topic };
    return answerOnce({ contract, deduplication, owner: 'node', message }, () => {
      runs += 1;
      const failed = runs <= failures;
      const output = { topic: failed ? failedTopic : completedTopic, payload: { run: runs } };
      return Promise.resolve(wrapOutputs([output], envelope, contract.name));
    });
  };
  return { send, runs: () => runs, failedTopic };
};
const runOf = ({ outputs }: Answer): unknown => (outputs[0]!.envelope.payload as { run: number }).run;

describe('a message that the fields of idempotency identify', () => {
  for (const form of [
    'key_field: order_id',
    'hash_fields: [order_id]',
    'keys: {primary: [order_id]}',
    'key: order_id',
  ])
    it(`is handled once, whatever its envelope id is: ${form}`, async () => {
      const { send, runs } = nodeWith(`idempotency: {${form}}`);
      const [first, second] = [await send({ order_id: 1 }), await send({ order_id: 1 })];
      expect(runs()).to.equal(1);
      expect([first.first, second.first, runOf(second)]).to.deep.equal([true, false, 1]);
    });

  it('is answered with the correlation id of each sender, and with ids of its own', async () => {
    const { send } = nodeWith('idempotency: {key_field: order_id}');
    const [first, second] = [await send({ order_id: 1 }), await send({ order_id: 1 })];
    const [one, other] = [first.outputs[0]!.envelope, second.outputs[0]!.envelope];
    expect(one.correlation_id).not.to.equal(other.correlation_id);
    expect(one.envelope_id).not.to.equal(other.envelope_id);
  });

  it('is another one with other values, another operation, on another topic, or without a field', async () => {
    const { send, runs } = nodeWith('idempotency: {hash_fields: [order_id, line.number]}');
    await send({ order_id: 1, line: { number: 1 } });
    await send({ order_id: 1, line: { number: 2 } });
    await send({ order_id: 1, line: { number: 1 }, operation: 'other' });
    await send({ order_id: 1, line: { number: 1 } }, 'onex.cmd.shop.other.v1');
    await send({ order_id: 1 });
    await send({ order_id: 1 });
    expect(runs()).to.equal(6);
  });

  it('is tried again after it failed, and two at once do not share a failure', async () => {
    const { send, runs, failedTopic } = nodeWith('idempotency: {key_field: order_id}', 1);
    const [first, second] = await Promise.all([send({ order_id: 1 }), send({ order_id: 1 })]);
    expect(first.outputs[0]?.topic).to.equal(failedTopic);
    expect(second.outputs[0]?.topic).not.to.equal(failedTopic);
    expect(runs()).to.equal(2);
    expect((await send({ order_id: 1 })).first).to.equal(false);
  });

  it('has its envelope id alone where idempotency is switched off or names a formula', async () => {
    for (const form of [
      'enabled: false, key_field: order_id',
      'key: "sha256(order_id:x)"',
      'enabled: true',
    ]) {
      const { send, runs } = nodeWith(`idempotency: {${form}}`);
      await send({ order_id: 1 });
      await send({ order_id: 1 });
      expect(runs(), form).to.equal(2);
    }
  });
});
