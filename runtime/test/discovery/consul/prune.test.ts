import { expect } from 'chai';
import { type Pruner, createPruner, reconcile } from '../../../src/discovery/index.ts';
import { type FakeConsul, startFakeConsul } from './fake-consul.ts';
import { node, subscribersOf } from './node.ts';

const DEAD = '22222222-2222-4222-8222-222222222222';
const TOPIC = subscribersOf('onex.cmd.shop.a.v1');
const id = `onex-effect-${node.nodeId}`;

describe('the entries of nodes that are no longer alive', () => {
  let consul: FakeConsul;
  let pruner: Pruner;
  let heard: Map<string, number>;
  let expected: string[];
  const now = performance.now.bind(performance);
  let ahead: number;
  beforeEach(async () => {
    consul = await startFakeConsul();
    heard = new Map();
    expected = [];
    ahead = 0;
    Object.defineProperty(performance, 'now', { value: () => now() + ahead, configurable: true });
    pruner = createPruner({
      consul: consul.client,
      lastHeard: (nodeId) => heard.get(nodeId),
      expected: () => expected,
    });
    await reconcile(consul.client, node);
  });
  afterEach(() => {
    Reflect.deleteProperty(performance, 'now');
    consul.close();
  });
  const enterDead = (): void => {
    consul.entries.set(`onex/nodes/${DEAD}/event_bus/subscribe_topics`, ['onex.cmd.shop.a.v1']);
    consul.entries.set(TOPIC, [DEAD, node.nodeId]);
  };
  const ids = (): string => [...consul.entries].join('\n');

  it('are removed at the second look where there is no service, and nothing else is', async () => {
    enterDead();
    consul.entries.set('onex/nodes/not-a-node/x', 'theirs');
    const before = [...consul.entries.keys()];
    expect(await pruner.look()).to.deep.equal([]);
    expect(await pruner.look()).to.deep.equal([DEAD]);
    expect(ids()).not.to.include(DEAD);
    expect([...consul.entries.keys()]).to.deep.equal(before.filter((key) => !key.includes(DEAD)));
    expect(consul.entries.get(TOPIC)).to.deep.equal([node.nodeId]);
    expect(await pruner.look()).to.deep.equal([]);
  });

  it('are removed from a topic that a living node no longer reads, where its own entry says so', async () => {
    const former = subscribersOf('onex.cmd.shop.former.v1');
    const foreign = '33333333-3333-4333-8333-333333333333';
    const other = { ...node, ID: `onex-effect-${foreign}`, Name: 'onex-effect', Address: '', Port: 1 };
    consul.state.elsewhere = [other];
    consul.entries.set(former, [foreign, node.nodeId]);
    expect(await pruner.look()).to.deep.equal([]);
    expect(consul.entries.get(former)).to.deep.equal([foreign, node.nodeId]);
    expect(await pruner.look()).to.deep.equal([]);
    expect(consul.entries.get(former)).to.deep.equal([foreign]);
    expect(consul.entries.get(TOPIC)).to.deep.equal([node.nodeId]);
  });

  it('stay in a topic that the entry of the node names by the next look', async () => {
    const added = 'onex.cmd.shop.added.v1';
    consul.entries.set(subscribersOf(added), [node.nodeId]);
    await pruner.look();
    await reconcile(consul.client, { ...node, subscribeTopics: [...node.subscribeTopics, added] });
    await pruner.look();
    expect(consul.entries.get(subscribersOf(added))).to.deep.equal([node.nodeId]);
  });

  it('are removed where only a topic still lists the node', async () => {
    consul.entries.set(subscribersOf('onex.cmd.shop.old.v1'), [DEAD.toUpperCase()]);
    await pruner.look();
    expect(await pruner.look()).to.deep.equal([DEAD.toUpperCase()]);
    expect(consul.entries.get(subscribersOf('onex.cmd.shop.old.v1'))).to.deep.equal([]);
  });

  it('stay when the node was heard of between two looks, or is registered by then', async () => {
    enterDead();
    await pruner.look();
    heard.set(DEAD, now() + 1);
    ahead = 10;
    expect(await pruner.look()).to.deep.equal([]);
    consul.state.elsewhere = [
      { ID: `onex-runtime_host-${DEAD}`, Name: 'onex-runtime_host', Address: '', Port: 1 },
    ];
    expect(await pruner.look()).to.deep.equal([]);
    expect(await pruner.look()).to.deep.equal([]);
    expect(ids()).to.include(DEAD);
  });

  it('are removed when the check has been critical for 30 s, while the service stays', async () => {
    consul.state.statuses.set(id, 'critical');
    await pruner.look();
    ahead = 29_000;
    expect(await pruner.look()).to.deep.equal([]);
    ahead = 31_000;
    expect(await pruner.look()).to.deep.equal([node.nodeId]);
    expect([...consul.entries.keys()].filter((key) => key.includes(node.nodeId))).to.deep.equal([
      `service ${id}`,
    ]);
  });

  it('stay when a node enters itself again that Consul cannot reach, until the service is gone', async () => {
    consul.state.statuses.set(id, 'critical');
    await pruner.look();
    ahead = 31_000;
    await pruner.look();
    await reconcile(consul.client, node);
    for (ahead = 60_000; ahead < 200_000; ahead += 30_000) expect(await pruner.look()).to.deep.equal([]);
    consul.entries.delete(`service ${id}`);
    await pruner.look();
    expect(await pruner.look()).to.deep.equal([node.nodeId]);
  });

  it('stay where the list of services is not complete', async () => {
    enterDead();
    expected = ['33333333-3333-4333-8333-333333333333'];
    for (let look = 0; look < 3; look += 1) expect(await pruner.look()).to.deep.equal([]);
    expect(ids()).to.include(DEAD);
  });

  it('stay where the token may not list services, which is reported', async () => {
    consul.state.filtered = true;
    await pruner.look();
    const failure = await pruner.look().catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.include('Grant node:read and service:read');
    expect(ids()).to.include(`onex/nodes/${node.nodeId}`);
  });
});
