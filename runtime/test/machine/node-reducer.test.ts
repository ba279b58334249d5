import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { isContentError, OnexError } from '../../src/errors/index.ts';
import { createEnvelope } from '../../src/event-bus/index.ts';
import {
  Container,
  defaultSettings,
  METRICS,
  SETTINGS,
  type Message,
  type Settings,
} from '../../src/node/index.ts';
import { NodeReducer } from '../../src/machine/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { NodeOrderReducer } from '../sample/order/node.ts';

const message = (payload: object): Message => {
  const envelope = createEnvelope(payload);
  return { payload, envelope, topic: 'onex.cmd.billing.order-requested.v1' };
};

describe('NodeReducer', () => {
  let test: TestNode | undefined;
  afterEach(async () => {
    await test?.stop();
    test = undefined;
  });

  it('keeps a state per entity, and gives out intents and the new state', async () => {
    test = await createTestNode(NodeOrderReducer);
    const started = await test.send({ entity_id: 'a' }, { operation: 'start' });
    expect(started.metadata.tags).to.include({ operation: 'start' });
    expect(started.payload).to.deep.equal({
      entity_id: 'a',
      state: 'active',
      previous_state: null,
      version: 1,
      data: { lines: ['start'] },
    });
    const [intent] = test.published('onex.intent.billing.order-notify-started.v1');
    expect(intent?.payload).to.deep.equal({ entity_id: 'a', trigger: 'start', lines: ['start'] });

    const completed = await test.send({ entity_id: 'a' }, { operation: 'complete' });
    expect(completed.payload).to.include({ state: 'completed', previous_state: 'active', version: 2 });
    const other = await test.send({ entity_id: 'b' }, { operation: 'start' });
    expect(other.payload).to.include({ state: 'active', version: 1 });
  });

  it('answers a trigger that the state does not take with the failed event, and keeps the state', async () => {
    test = await createTestNode(NodeOrderReducer);
    await test.send({ entity_id: 'a' }, { operation: 'start' });
    const refused = await test.send({ entity_id: 'a' }, { operation: 'reset' });
    expect(refused.payload).to.have.keys('status', 'failure_reason', 'error');
    expect(refused.payload['error']).to.include({ error_code: 'ONEX_CORE_086_INVALID_STATE' });
    const next = await test.send({ entity_id: 'a' }, { operation: 'complete' });
    expect(next.payload).to.include({ state: 'completed', version: 2 });
    expect(test.node.health().ready).to.equal(true);
    const { body } = await test.node.container.get(METRICS).text();
    const count = (operation: string, outcome: string): RegExp =>
      new RegExp(`duration_seconds_count\\{.*operation="${operation}",outcome="${outcome}".*\\} 1$`, 'mu');
    expect(body).to.match(count('reset', 'failed')).and.match(count('complete', 'completed'));
  });

  it('gives out the same again when the same message is delivered again', async () => {
    test = await createTestNode(NodeOrderReducer);
    const start = message({ entity_id: 'a', operation: 'start' });
    const first = await test.node.dispatch(start);
    const second = await test.node.dispatch(start);
    expect(first.map(({ kind }) => kind)).to.deep.equal(['intent', 'projection']);
    expect(second).to.deep.equal(first);
  });

  it('takes no event twice, however many of the entity came after it', async () => {
    test = await createTestNode(NodeOrderReducer);
    const { node } = test;
    const messages = ['start', 'complete', 'reset', 'start'].map((operation) =>
      message({ entity_id: 'a', operation }),
    );
    const first = [];
    for (const one of messages) first.push(await node.dispatch(one));
    const again = [];
    for (const one of messages) again.push(await node.dispatch(one));
    expect(again).to.deep.equal(first);
    const next = await node.dispatch(message({ entity_id: 'a', operation: 'complete' }));
    expect(next.at(-1)?.payload).to.include({ state: 'completed', version: 5 });
  });

  it('has an entity_id dead-lettered that no store could keep', async () => {
    test = await createTestNode(NodeOrderReducer);
    for (const [entityId, why] of [
      ['a\0b', 'NUL'],
      ['ü'.repeat(600), '1024 bytes'],
    ] as const) {
      const failure: unknown = await test.node
        .dispatch(message({ entity_id: entityId, operation: 'start' }))
        .catch((error: unknown) => error);
      expect(isContentError(failure) && failure.message).to.include(why);
    }
  });

  it('does one event of an entity after the other, however many come at once', async () => {
    test = await createTestNode(NodeOrderReducer);
    const { node } = test;
    const operations = ['start', 'complete', 'reset', 'start', 'complete', 'reset', 'start'];
    const outputs = await Promise.all(
      operations.map((operation) => node.dispatch(message({ entity_id: 'a', operation }))),
    );
    const versions = outputs.map((list) =>
      list.map(({ payload }) => (payload as { version?: number }).version).at(-1),
    );
    expect(versions).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is not made when contract and code name different actions', () => {
    class Unfit extends NodeReducer {
      constructor(container: Container) {
        super(container, {
          contract: new URL('../sample/order/contract.yaml', import.meta.url),
          actions: { dance: () => ({}) },
          data: { safeParse: () => ({ success: true, data: {} }) } as never,
          initial: {},
        });
      }
    }
    expect(() => new Unfit(new Container()))
      .to.throw(OnexError)
      .with.property('message')
      .that.includes('store_data')
      .and.includes('dance');
  });

  it('is not made with an action or a guard that is async, and fails an event whose action returns a promise', async () => {
    const made = (store: unknown) =>
      class extends NodeReducer {
        constructor(container: Container) {
          const others = [
            'clear_data',
            'record_failure',
            'notify_started',
            'notify_completed',
            'notify_failed',
          ];
          super(container, {
            contract: new URL('../sample/order/contract.yaml', import.meta.url),
            data: z.looseObject({}),
            initial: {},
            actions: {
              ...Object.fromEntries(others.map((name) => [name, () => ({})])),
              store_data: store as never,
            },
          });
        }
      };
    for (const store of [async () => ({}), function* () {}, async function* () {}]) {
      expect(() => new (made(store))(new Container()))
        .to.throw(OnexError)
        .with.property('message')
        .that.matches(/action store_data is async/);
    }
    test = await createTestNode(made(() => Promise.resolve({ data: { paid: true } })));
    const { payload } = await test.send({ entity_id: 'a' }, { operation: 'start' });
    expect((payload['error'] as Error).message).to.match(/Action store_data returns a promise/);
  });

  describe('with a contract that says persistent', () => {
    let stateDir: string;
    const open = (changes: Partial<Settings> = {}): NodeOrderReducer =>
      new NodeOrderReducer(
        new Container().register(SETTINGS, { value: { ...defaultSettings(), stateDir, ...changes } }),
      );
    beforeEach(() => {
      stateDir = mkdtempSync(path.join(tmpdir(), 'onex-reducer-'));
    });
    afterEach(() => rmSync(stateDir, { recursive: true }));

    it('goes on where it was after a restart', async () => {
      const first = open();
      await first.dispatch(message({ entity_id: 'a', operation: 'start' }));
      await first.shutdown();
      const second = open();
      const outputs = await second.dispatch(message({ entity_id: 'a', operation: 'complete' }));
      await second.shutdown();
      expect(outputs.at(-1)?.payload).to.include({ state: 'completed', version: 2 });
    });

    it('shares its database with the same node of another service or environment, and no entity', async () => {
      const nodes = [open(), open({ serviceName: 'travel' }), open({ environment: 'staging' })];
      for (const node of nodes) {
        const outputs = await node.dispatch(message({ entity_id: 'a', operation: 'start' }));
        expect(outputs.at(-1)?.payload).to.include({ state: 'active', version: 1 });
      }
      await Promise.all(nodes.map((node) => node.shutdown()));
    });

    it('reduces again, silently and ready, when another instance saved the entity meanwhile', async () => {
      const [left, right] = [open(), open()];
      const operations = ['start', 'complete', 'reset', 'start', 'complete', 'reset'];
      for (const operation of operations) {
        const [one, other] = await Promise.all(
          [left, right].map((node) => node.dispatch(message({ entity_id: 'raced', operation }))),
        );
        const kinds = [one, other].map((outputs) => outputs?.at(-1)?.kind).toSorted();
        expect(kinds, operation).to.deep.equal(['event', 'projection']);
      }
      await Promise.all([left.shutdown(), right.shutdown()]);
    });

    it('is not ready, and says why, from the start until its database can be used', async () => {
      const file = path.join(stateDir, 'node_billing_order_reducer.sqlite');
      writeFileSync(file, 'this is no database, and long enough to be looked at as one'.repeat(100));
      const node = open();
      await node.initialize();
      while (node.health().ready) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(node.health().problems['state']).to.contain(file);
      rmSync(file);
      while (!node.health().ready) await new Promise((resolve) => setTimeout(resolve, 5));
      await node.shutdown();
    });

    it('answers with the failed event when an action gives what cannot be published, and keeps the state', async () => {
      let deep: object = {};
      for (let level = 0; level < 600; level += 1) deep = { deep };
      let data: object = {};
      class Counter extends NodeReducer {
        constructor() {
          const settings = { value: { ...defaultSettings(), stateDir } };
          super(new Container().register(SETTINGS, settings), {
            contract: new URL('../sample/order/contract.yaml', import.meta.url),
            actions: {
              ...Object.fromEntries(
                ['clear_data', 'record_failure', 'notify_started', 'notify_completed', 'notify_failed'].map(
                  (name) => [name, () => ({})],
                ),
              ),
              store_data: () => ({ data }),
            },
            data: z.any(),
            initial: {},
          });
        }
      }
      const node = new Counter();
      const start = { entity_id: 'a', operation: 'start' };
      for (data of [{ sum: 1n }, { deep }]) {
        const outputs = await node.dispatch(message(start));
        expect(outputs).to.have.length(1);
        expect(outputs[0]?.payload).to.have.nested.property('error.message').that.includes('JSON');
      }
      data = { sum: 1 };
      const published = (await node.dispatch(message(start))).at(-1)?.payload;
      expect(published, 'nothing was stored before').to.include({ version: 1, previous_state: null });
      await node.shutdown();
    });

    it('has the message delivered again when the state cannot be kept, and names the file', async () => {
      const file = path.join(stateDir, 'node_billing_order_reducer.sqlite');
      writeFileSync(file, 'this is no database, and long enough to be looked at as one'.repeat(100));
      const node = open();
      const failure = await node
        .dispatch(message({ entity_id: 'a', operation: 'start' }))
        .catch((error: unknown) => error as OnexError);
      await node.shutdown();
      expect((failure as OnexError).code).to.equal('CONFIGURATION_ERROR');
      expect((failure as OnexError).message).to.include(file);
    });
  });
});
