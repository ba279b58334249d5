import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { OnexError } from '../../src/errors/index.ts';
import { createEnvelope, wrapOutputsOf } from './envelopes.ts';
import {
  createMemoryStateStore,
  openSqliteStateStore,
  STATE_STORE,
  type StateStore,
} from '../../src/machine/index.ts';
import { Container, defaultSettings, SETTINGS } from '../../src/node/index.ts';
import { NodeAudit } from './audit.ts';

const COUNTED = 'onex.evt.shop.counted.v1';

const messageOf = (correlationId: string, payload: object = { amount: 2 }) => {
  const envelope = createEnvelope(payload, { correlationId });
  return { payload, envelope, topic: COUNTED };
};

/** A node over a store, started without a bus. */
async function nodeOn(store: StateStore): Promise<NodeAudit> {
  const container = new Container()
    .register(SETTINGS, { value: { ...defaultSettings(), instanceId: 'test' } })
    .register(STATE_STORE, { value: store });
  const node = new NodeAudit(container);
  await node.initialize();
  return node;
}

describe('the state of a correlation', () => {
  const open: NodeAudit[] = [];
  const started = async (store: StateStore): Promise<NodeAudit> => {
    const node = await nodeOn(store);
    open.push(node);
    return node;
  };
  afterEach(async () => {
    for (const node of open.splice(0)) await node.shutdown();
  });

  it('changes once, and the same messages are published again, when a message is delivered again', async () => {
    const node = await started(createMemoryStateStore());
    const id = randomUUID();
    const [first, second, third] = [messageOf(id), messageOf(id), messageOf(id)];
    await node.dispatch(first);
    await node.dispatch(first);
    await node.dispatch(second);
    const outputs = await node.dispatch(third);
    expect(outputs.map(({ payload }) => payload)).to.deep.equal([{ total: 6 }, { total: 6 }]);
    // Also after the state was cleared, and after another message.
    await node.dispatch(messageOf(id));
    const again = await node.dispatch(third);
    expect(wrapOutputsOf(again, third.envelope)).to.deep.equal(wrapOutputsOf(outputs, third.envelope));
  });

  it('counts every message when one instance handles many of one correlation at once', async () => {
    const node = await started(createMemoryStateStore());
    const id = randomUUID();
    const all = await Promise.all(Array.from({ length: 30 }, () => node.dispatch(messageOf(id))));
    expect(all.filter((outputs) => outputs.length === 2)).to.have.lengthOf(10);
  });

  it('counts every message when several instances share the store', async () => {
    const store = createMemoryStateStore();
    const nodes = [await started(store), await started(store), await started(store)];
    const id = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, index) => nodes[index % 3]!.dispatch(messageOf(id))),
    );
    expect(all.filter((outputs) => outputs.length === 2)).to.have.lengthOf(10);
  });

  it('outlives the process on SQLite', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onex-routes-'));
    const id = randomUUID();
    try {
      for (let start = 1; start <= 3; start += 1) {
        const store = openSqliteStateStore(folder, 'audit');
        const node = await nodeOn(store);
        const outputs = await node.dispatch(messageOf(id));
        await node.shutdown();
        await store.dispose();
        expect(outputs).to.have.lengthOf(start < 3 ? 0 : 2);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is saved before the messages of its handler are given to the bus', async () => {
    const memory = createMemoryStateStore();
    let isSaved = false;
    const node = await started({
      ...memory,
      save: async (...given) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        isSaved = true;
        return memory.save(...given);
      },
    });
    const id = randomUUID();
    await node.dispatch(messageOf(id));
    expect(isSaved).to.equal(true);
  });

  it('leaves a message to be delivered again while the store is unavailable', async () => {
    const memory = createMemoryStateStore();
    const unavailable = async (): Promise<never> => {
      throw new OnexError('DEPENDENCY_UNAVAILABLE', 'The database is down.');
    };
    const id = randomUUID();
    for (const broken of [{ load: unavailable }, { save: unavailable }]) {
      const node = await started({ ...memory, ...broken });
      const error = await node.dispatch(messageOf(id)).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(OnexError);
      expect((error as OnexError).code).to.equal('DEPENDENCY_UNAVAILABLE');
    }
  });

  it('that does not match its model fails the message and stays as it is', async () => {
    const memory = createMemoryStateStore();
    const id = randomUUID();
    const owner = 'local/shop/node_shop_audit_orchestrator';
    const data = { something: 'else' };
    const row = { state: 'active', data, version: 1, lastInput: randomUUID(), lastOutputs: [] };
    const node = await started(memory);
    expect(await memory.save(owner, id, row)).to.equal(true);
    const [failed] = await node.dispatch(messageOf(id));
    expect(failed?.topic).to.equal('onex.evt.shop.audit-failed.v1');
    expect(JSON.stringify(failed?.payload)).to.include('does not match its model');
    expect((await memory.load(owner, id, randomUUID()))?.data).to.deep.equal(data);
  });
});
