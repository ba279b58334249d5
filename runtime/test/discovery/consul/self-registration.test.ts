import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import {
  startSelfRegistration,
  type SelfRegistration,
} from '../../../src/discovery/consul/self-registration.ts';
import { until } from '../../event-bus/until.ts';
import { SERVICE, node as registered, subscribersOf } from './node.ts';
import { type FakeConsul, startFakeConsul } from './fake-consul.ts';

/** It subscribes to one topic, which is listed twice. */
const node = { ...registered, subscribeTopics: ['onex.cmd.shop.a.v1', 'onex.cmd.shop.a.v1'] };
const SUBSCRIBERS = subscribersOf('onex.cmd.shop.a.v1');

describe('a node that registers itself', () => {
  let registration: SelfRegistration | undefined;
  let problems: (string | null)[];
  let again: (readonly string[])[];
  let untied: string[];
  let consul: FakeConsul;
  beforeEach(async () => {
    consul = await startFakeConsul();
  });
  afterEach(async () => {
    await registration?.stop().catch(() => {});
    registration = undefined;
    consul.close();
  });

  const start = (intervalMs = 5): SelfRegistration => {
    problems = [];
    again = [];
    untied = [];
    registration = startSelfRegistration({
      consul: consul.client,
      node,
      intervalMs,
      onProblem: (problem) => problems.push(problem),
      onAgain: (parts) => again.push(parts),
      onUntied: ({ message }) => untied.push(message),
    });
    return registration;
  };
  const RESTARTING = (): string => `Consul at ${consul.url}: listing onex-effect: Consul is restarting`;
  const registered = (): boolean => problems.at(-1) === null;

  it('has a problem until it is registered, and enters its service, topics, and subscriptions', async () => {
    start();
    expect(problems).to.deep.equal(['Consul: not registered yet']);
    await until(registered);
    const folder = `onex/nodes/${node.nodeId}/event_bus`;
    expect([...consul.entries].toSorted()).to.deep.equal([
      [`${folder}/publish_topics`, node.publishTopics],
      [`${folder}/subscribe_topics`, node.subscribeTopics],
      [SUBSCRIBERS, [node.nodeId]],
      [SERVICE, consul.entries.get(SERVICE)],
    ]);
  });

  it('tries again until Consul is back, and reports each problem once', async () => {
    consul.state.away = true;
    start();
    await until(() => consul.state.asked > 3);
    expect(problems).to.deep.equal(['Consul: not registered yet', RESTARTING()]);
    consul.state.away = false;
    await until(registered);
    expect(problems).to.deep.equal(['Consul: not registered yet', RESTARTING(), null]);
  });

  it('registers again when Consul has forgotten it, and reports that', async () => {
    start();
    await until(registered);
    expect(again).to.deep.equal([]);
    consul.entries.clear();
    await until(() => again.length === 1);
    expect(again[0]).to.have.members(['service', 'topics', 'subscribers']);
    expect(consul.entries.has(SERVICE)).to.equal(true);
    expect(problems).to.have.length(2);
  });

  it('is not registered while its topics are missing, and repairs them when the cluster has a leader again', async () => {
    consul.state.hasLeader = false;
    start();
    await until(() => problems.at(-1)?.includes('No cluster leader'));
    consul.state.hasLeader = true;
    await until(registered);
    consul.entries.delete(SUBSCRIBERS);
    await until(() => again.length === 1);
    expect(again).to.deep.equal([['subscribers']]);
    expect(consul.entries.get(SUBSCRIBERS)).to.deep.equal([node.nodeId]);
  });

  it('reports that its token lacks key:write, and leaves nothing in Consul', async () => {
    consul.state.denied.add('key:write');
    const { stop } = start();
    await until(() => problems.at(-1)?.includes('key:write on "onex/"'));
    await until(() => consul.entries.has(SERVICE));
    await stop();
    expect([...consul.entries]).to.deep.equal([]);
  });

  it('reports once that its token lacks session:write, and is registered', async () => {
    consul.state.denied.add('session:write');
    start();
    await until(() => untied.length === 1);
    const { asked } = consul.state;
    await until(() => consul.state.asked > asked + 20);
    expect(untied).to.have.length(1);
    expect(registered()).to.equal(true);
  });

  it('reports an outage while it is registered, and its end', async () => {
    start();
    await until(registered);
    consul.state.away = true;
    await until(() => problems.at(-1) === RESTARTING());
    consul.state.away = false;
    await until(registered);
    expect(again).to.deep.equal([]);
  });

  describe('with an ID that is in use elsewhere', () => {
    const namesake = {
      ID: `onex-effect-${node.nodeId}`,
      Name: 'onex-effect',
      Address: '10.0.0.7',
      Port: 8080,
      Meta: { node_name: 'node_shop_trip_effect' },
    };
    const REPORT =
      `Consul: the ID of this node, ${node.nodeId}, is in use by node_shop_trip_effect at 10.0.0.7:8080. ` +
      'Start this node with a unique ONEX_INSTANCE_ID, or stop the other one.';

    it('is not registered, and reports the name and the address of the other one', async () => {
      consul.entries.set(SERVICE, namesake);
      consul.state.elsewhere = [namesake];
      const { stop } = start();
      await until(() => problems.at(-1) === REPORT);
      await until(() => consul.state.asked > 3);
      await stop();
      expect([...consul.entries]).to.deep.equal([[SERVICE, namesake]]);
    });

    it('is registered once Consul no longer reports the other one as healthy', async () => {
      consul.state.elsewhere = [namesake];
      start();
      await until(() => problems.at(-1) === REPORT);
      consul.state.elsewhere = [];
      await until(registered);
      expect(consul.entries.has(SERVICE)).to.equal(true);
    });

    it('reports the other one as well when that registers later, and leaves its entry', async () => {
      const { stop } = start();
      await until(registered);
      consul.entries.set(SERVICE, namesake);
      consul.state.elsewhere = [namesake];
      await until(() => problems.at(-1) === REPORT);
      await stop();
      expect(consul.entries.get(SERVICE)).to.equal(namesake);
    });

    it('leaves the registration of a successor that has taken its place since it last looked', async () => {
      const { stop } = start(60_000);
      await until(registered);
      consul.entries.set(SERVICE, namesake);
      const before = [...consul.entries];
      await stop();
      expect([...consul.entries]).to.deep.equal(before);
    });

    it('writes an address of IPv6 in brackets, and the ID where there is no name', async () => {
      consul.state.elsewhere = [{ ...namesake, Address: '::1', Meta: {} }];
      start();
      await until(() => problems.at(-1)?.includes(`${namesake.ID} at [::1]:8080`));
    });

    it('is registered when the entry is its own of before, or has another ID', async () => {
      consul.state.elsewhere = [
        { ...namesake, Address: '127.0.0.1', Port: 9 },
        { ...namesake, ID: 'onex-effect-other' },
      ];
      start();
      await until(registered);
    });
  });

  it('sends its removal at once when an earlier request is still unanswered', async () => {
    const { stop } = start();
    await until(registered);
    let open = (): void => {};
    consul.state.holdListed = new Promise((resolve) => {
      open = resolve;
    });
    await until(() => consul.state.waiting > 0);
    const stopping = stop();
    await until(() => !consul.entries.has(SERVICE));
    open();
    await stopping;
    expect(consul.entries.has(SERVICE)).to.equal(false);
  });

  it('sends its removal although Consul does not answer who is registered', async () => {
    const { stop } = start(60_000);
    await until(registered);
    let answer = (): void => {};
    consul.state.holdAgent = new Promise((resolve) => {
      answer = resolve;
    });
    await stop();
    expect([...consul.entries]).to.deep.equal([[SUBSCRIBERS, []]]);
    answer();
  });

  it('looks no more often than it is told', async () => {
    start(60_000);
    await until(registered);
    const { asked } = consul.state;
    await sleep(30);
    expect(consul.state.asked).to.equal(asked);
  });

  it('is taken out when it stops, and leaves the other subscribers of its topics', async () => {
    consul.entries.set(SUBSCRIBERS, ['other']);
    const { stop } = start();
    await until(registered);
    expect(consul.entries.get(SUBSCRIBERS)).to.deep.equal([node.nodeId, 'other']);
    await stop();
    expect([...consul.entries]).to.deep.equal([[SUBSCRIBERS, ['other']]]);
    await sleep(20);
    expect(consul.entries.has(SERVICE)).to.equal(false);
  });

  it('fails to stop when Consul does not take it out', async () => {
    const { stop } = start();
    await until(registered);
    consul.state.away = true;
    const failure = await stop().catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.equal(
      `Consul at ${consul.url}: deregistering: Consul is restarting`,
    );
  });

  it('asks nothing of Consul, and reports nothing, when it stops before it was registered', async () => {
    consul.state.away = true;
    const { stop } = start(60_000);
    await until(() => problems.length === 2);
    const { asked } = consul.state;
    await stop();
    await sleep(20);
    expect(consul.state.asked).to.equal(asked);
    expect(problems).to.have.length(2);
  });
});
