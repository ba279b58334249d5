/** Each key has an effect on a running node: the node is driven over its bus, and the contract alone is changed. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Admin, ITopicConfig } from 'kafkajs';
import { z } from 'zod';
import { configsOf } from '../../src/event-bus/transports/choose-transport.ts';
import { missingTopics } from '../../src/event-bus/transports/kafka/cluster/topics.ts';
import { createEnvelope } from '../../src/event-bus/index.ts';
import { NodeEffect, type Container, type HandlerContext } from '../../src/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { contractOf } from '../sample/contract-of.ts';

const COMMAND = 'onex.cmd.shop.order-requested.v1';
const contract = (
  more: string,
  event = 'publish_topics: [onex.evt.shop.order-completed.v1, onex.evt.shop.order-failed.v1]',
) =>
  contractOf(`
name: node_shop_order_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps orders.
input_model: shop.models.ModelOrderInput
output_model: shop.models.ModelOrderOutput
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${COMMAND}]
  ${event}
${more}
`);

/** What a handler does with a message of its operation. */
type Handle = (fields: Record<string, unknown>, context: HandlerContext) => object | Promise<object>;

/** A node of a contract, whose handlers do `handle`. */
async function nodeOf(text: string, handle: Handle, event?: string): Promise<TestNode> {
  const read = contract(text, event);
  const handler = { input: z.looseObject({}), output: z.looseObject({}), handle };
  class Order extends NodeEffect {
    constructor(container: Container) {
      super(container, {
        contract: read,
        handlers: Object.fromEntries(read.operations.map(({ name }) => [name, handler])),
      });
    }
  }
  return createTestNode(Order);
}

const OPERATIONS = 'io_operations: [{operation: take}, {operation: give}]\n';

describe('a key of a contract, at run time', () => {
  let test: TestNode | undefined;
  afterEach(async () => {
    await test?.stop();
    test = undefined;
  });

  /** How often each operation was tried when all tries fail. */
  async function triesOf(text: string): Promise<Record<string, number>> {
    const tries: Record<string, number> = {};
    test = await nodeOf(text, (_fields, { operation }) => {
      tries[operation] = (tries[operation] ?? 0) + 1;
      throw new Error('no');
    });
    for (const operation of ['take', 'give']) await test.send({}, { operation });
    return tries;
  }

  it('`retry_policy` of the node holds for each operation, that of an operation for it alone', async () => {
    const fast = 'initial_delay_ms: 1, max_delay_ms: 1';
    expect(await triesOf(`${OPERATIONS}descriptor: {retry_policy: {max_retries: 1, ${fast}}}`)).to.deep.equal(
      { take: 2, give: 2 },
    );
    await test?.stop();
    const own = `io_operations: [{operation: take, retry_policy: {max_retries: 3, ${fast}}}, {operation: give}]`;
    expect(await triesOf(`${own}\nerror_handling: {retry_policy: {max_retries: 0}}`)).to.deep.equal({
      take: 4,
      give: 1,
    });
  });

  it('`circuit_breaker` of an operation opens for it alone', async () => {
    const calls: string[] = [];
    const text =
      'io_operations: [{operation: take, circuit_breaker: {failure_threshold: 1, timeout_ms: 60000}}, {operation: give}]\n' +
      'error_handling: {retry_policy: {max_retries: 0}}';
    test = await nodeOf(text, (_fields, { operation }) => {
      calls.push(operation);
      throw new Error('no');
    });
    for (const operation of ['take', 'take', 'give', 'give']) await test.send({}, { operation });
    expect(calls).to.deep.equal(['take', 'give', 'give']);
  });

  it('`descriptor.circuit_breaker` opens for each operation', async () => {
    const calls: string[] = [];
    const text = `${OPERATIONS}descriptor: {circuit_breaker: {enabled: true, failure_threshold: 1}, retry_policy: {max_retries: 0}}`;
    test = await nodeOf(text, (_fields, { operation }) => {
      calls.push(operation);
      throw new Error('no');
    });
    for (const operation of ['take', 'take', 'give', 'give']) await test.send({}, { operation });
    expect(calls).to.deep.equal(['take', 'give']);
  });

  it('`timeout_ms` of an operation ends its handler, and 0 means no limit', async () => {
    const text =
      'io_operations: [{operation: take, timeout_ms: 10}, {operation: give, timeout_ms: 0}]\n' +
      'descriptor: {timeout_ms: 10}\nerror_handling: {retry_policy: {max_retries: 0}}';
    test = await nodeOf(
      text,
      (_fields, { signal }) =>
        new Promise((resolve) => {
          const timer = setTimeout(() => resolve({ waited: true }), 60);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve({});
          });
        }),
    );
    const taken = await test.send({}, { operation: 'take' });
    expect(taken.payload['error']).to.include({ error_code: 'ONEX_CORE_082_TIMEOUT_EXCEEDED' });
    expect((await test.send({}, { operation: 'give' })).payload).to.deep.equal({ waited: true });
  });

  /** Most handlers at work at once, of four messages with keys of their own. */
  async function mostAtOnce(text: string): Promise<number> {
    let working = 0;
    let most = 0;
    test = await nodeOf(text, async () => {
      most = Math.max(most, (working += 1));
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
      return {};
    });
    const node = test;
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => node.send({ entity_id: id }, { operation: 'take' })));
    return most;
  }

  it('`concurrency_policy: serialized` handles one message after the other', async () => {
    expect(await mostAtOnce(`${OPERATIONS}descriptor: {concurrency_policy: serialized}`)).to.equal(1);
    await test?.stop();
    expect(await mostAtOnce(OPERATIONS)).to.be.greaterThan(1);
  });

  it('`idempotency.key_field` answers two messages with one value once, also where one topic has both ends', async () => {
    for (const event of [
      undefined,
      'publish: {success_topic: onex.evt.shop.order-ended.v1, failure_topic: onex.evt.shop.order-ended.v1}',
    ]) {
      let runs = 0;
      test = await nodeOf(
        `${OPERATIONS}idempotency: {key_field: order_id}`,
        () => ({ run: (runs += 1) }),
        event,
      );
      const answers = [];
      for (const order of ['1', '1', '2'])
        answers.push((await test.send({ order_id: order }, { operation: 'take' })).payload);
      expect(answers).to.deep.equal([{ run: 1 }, { run: 1 }, { run: 2 }]);
      await test.stop();
    }
  });

  it('`consumer_group` lets a node share the messages with instances of another implementation', async () => {
    test = await nodeOf(
      OPERATIONS,
      () => ({}),
      'publish_topics: [onex.evt.shop.order-completed.v1]\n  consumer_group: shop.orders',
    );
    const taken: string[] = [];
    const other = await test.transport.subscribe({
      groupId: 'shop.orders',
      topics: [COMMAND],
      from: 'earliest',
      handle: async ({ value }) => void taken.push(String(value)),
    });
    for (let number = 0; number < 20; number += 1) {
      const envelope = createEnvelope({ entity_id: randomUUID() }, { operation: 'take' });
      await test.transport.publish([
        { topic: COMMAND, key: String(number), value: JSON.stringify(envelope), headers: {} },
      ]);
    }
    const answered = (): number => test?.published('onex.evt.shop.order-completed.v1').length ?? 0;
    while (taken.length + answered() < 20) await new Promise((resolve) => setImmediate(resolve));
    await other.stop();
    // In a group of its own, the node would handle the rest now.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(taken.length + answered()).to.equal(20);
  });

  it('`payload_fields` and `topic_config` say the fields of an event and how its topic is created', async () => {
    const { topics, operations } = contract(
      'io_operations: [{operation: take}]\npublished_events:\n' +
        '  - {topic: onex.evt.shop.order-completed.v1, payload_fields: {total: int}, topic_config: {partitions: 6, retention_ms: 1000}}',
    );
    expect(operations[0]?.output?.map(({ name }) => name)).to.deep.equal(['total']);
    const created: ITopicConfig[] = [];
    const admin = {
      listTopics: async () => [],
      createTopics: async ({ topics: wanted }: { topics: ITopicConfig[] }) => created.push(...wanted) > 0,
    };
    const wanted = topics.publish.map(({ topic }) => topic);
    await missingTopics(admin as unknown as Admin, wanted, { configs: configsOf(topics) }, 'User:test');
    expect(created.find(({ topic }) => topic === 'onex.evt.shop.order-completed.v1')).to.deep.include({
      numPartitions: 6,
      configEntries: [{ name: 'retention.ms', value: '1000' }],
    });
  });
});
