import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import {
  startSelfRegistration,
  type SelfRegistration,
} from '../../src/discovery/consul/self-registration.ts';
import { until } from '../event-bus/until.ts';
import { fakeConsul } from './fake-consul.ts';

const node = {
  nodeId: '11111111-1111-4111-8111-111111111111',
  nodeName: 'node_shop_trip_effect',
  nodeType: 'effect',
  version: '1.0.0',
  domain: 'shop',
  contractHash: 'h',
  healthUrl: 'http://127.0.0.1:9/health',
  subscribeTopics: ['onex.cmd.shop.a.v1', 'onex.cmd.shop.a.v1'],
  publishTopics: ['onex.evt.shop.b.v1'],
} as const;
const SERVICE = `service onex-effect-${node.nodeId}`;
const SUBSCRIBERS = 'onex/topics/onex.cmd.shop.a.v1/subscribers';

describe('a node that registers itself', () => {
  let registration: SelfRegistration | undefined;
  let problems: (string | null)[];
  let again: number;
  afterEach(async () => {
    await registration?.stop().catch(() => {});
    registration = undefined;
  });

  const start = (consul: ReturnType<typeof fakeConsul>, intervalMs = 5): SelfRegistration => {
    problems = [];
    again = 0;
    registration = startSelfRegistration({
      consul: consul.client,
      node,
      intervalMs,
      onProblem: (problem) => problems.push(problem),
      onAgain: () => {
        again += 1;
      },
    });
    return registration;
  };
  const registered = (): boolean => problems.at(-1) === null;

  it('has a problem until it is registered, and enters its service, topics, and subscriptions', async () => {
    const consul = fakeConsul();
    start(consul);
    expect(problems).to.deep.equal(['Consul: not registered yet']);
    await until(registered);
    const folder = `onex/nodes/${node.nodeId}/event_bus`;
    expect([...consul.entries].toSorted()).to.deep.equal([
      [`${folder}/publish_topics`, node.publishTopics],
      [`${folder}/subscribe_topics`, node.subscribeTopics],
      [SUBSCRIBERS, [node.nodeId]],
      [SERVICE, true],
    ]);
  });

  it('tries again until Consul is back, and reports each problem once', async () => {
    const consul = fakeConsul();
    consul.state.away = true;
    start(consul);
    await until(() => consul.state.asked > 3);
    expect(problems).to.deep.equal(['Consul: not registered yet', 'Consul is restarting']);
    consul.state.away = false;
    await until(registered);
    expect(problems).to.deep.equal(['Consul: not registered yet', 'Consul is restarting', null]);
  });

  it('registers again when Consul has forgotten it, and reports that', async () => {
    const consul = fakeConsul();
    start(consul);
    await until(registered);
    expect(again).to.equal(0);
    consul.entries.clear();
    await until(() => again === 1);
    expect(consul.entries.has(SERVICE)).to.equal(true);
    expect(problems).to.have.length(2);
  });

  it('reports an outage while it is registered, and its end', async () => {
    const consul = fakeConsul();
    start(consul);
    await until(registered);
    consul.state.away = true;
    await until(() => problems.at(-1) === 'Consul is restarting');
    consul.state.away = false;
    await until(registered);
    expect(again).to.equal(0);
  });

  describe('with an ID that is in use elsewhere', () => {
    const namesake = {
      id: `onex-effect-${node.nodeId}`,
      address: '10.0.0.7',
      port: 8080,
      nodeName: 'node_shop_trip_effect',
    };
    const REPORT =
      `Consul: the ID of this node, ${node.nodeId}, is in use by node_shop_trip_effect at 10.0.0.7:8080. ` +
      'Start this node with an ONEX_INSTANCE_ID of its own, or stop the other one.';

    it('is not registered, and reports the name and the address of the other one', async () => {
      const consul = fakeConsul();
      consul.entries.set(SERVICE, 'of the other one');
      consul.state.passing = [namesake];
      const { stop } = start(consul);
      await until(() => problems.at(-1) === REPORT);
      await until(() => consul.state.asked > 3);
      await stop();
      expect([...consul.entries]).to.deep.equal([[SERVICE, 'of the other one']]);
    });

    it('is registered once Consul no longer reports the other one as healthy', async () => {
      const consul = fakeConsul();
      consul.state.passing = [namesake];
      start(consul);
      await until(() => problems.at(-1) === REPORT);
      consul.state.passing = [];
      await until(registered);
      expect(consul.entries.has(SERVICE)).to.equal(true);
    });

    it('reports the other one as well when that registers later, and leaves its entry', async () => {
      const consul = fakeConsul();
      const { stop } = start(consul);
      await until(registered);
      consul.entries.set(SERVICE, 'of the other one');
      consul.state.passing = [namesake];
      await until(() => problems.at(-1) === REPORT);
      await stop();
      expect(consul.entries.get(SERVICE)).to.equal('of the other one');
    });

    it('writes an address of IPv6 in brackets, and the ID where there is no name', async () => {
      const consul = fakeConsul();
      consul.state.passing = [{ ...namesake, address: '::1', nodeName: '' }];
      start(consul);
      await until(() => problems.at(-1)?.includes(`${namesake.id} at [::1]:8080`));
    });

    it('is registered when the entry is its own of before, or has another ID', async () => {
      const consul = fakeConsul();
      consul.state.passing = [
        { ...namesake, address: '127.0.0.1', port: 9 },
        { ...namesake, id: 'onex-effect-other' },
      ];
      start(consul);
      await until(registered);
    });
  });

  it('sends its removal at once when an earlier request is still unanswered', async () => {
    const consul = fakeConsul();
    const { stop } = start(consul);
    await until(registered);
    let open = (): void => {};
    consul.state.holdPassing = new Promise((resolve) => {
      open = resolve;
    });
    await until(() => consul.state.waiting > 0);
    const stopping = stop();
    await until(() => !consul.entries.has(SERVICE));
    open();
    await stopping;
    expect(consul.entries.has(SERVICE)).to.equal(false);
  });

  it('looks no more often than it is told', async () => {
    const consul = fakeConsul();
    start(consul, 60_000);
    await until(registered);
    const { asked } = consul.state;
    await sleep(30);
    expect(consul.state.asked).to.equal(asked);
  });

  it('is taken out when it stops, and leaves the other subscribers of its topics', async () => {
    const consul = fakeConsul();
    consul.entries.set(SUBSCRIBERS, ['other']);
    const { stop } = start(consul);
    await until(registered);
    expect(consul.entries.get(SUBSCRIBERS)).to.deep.equal([node.nodeId, 'other']);
    await stop();
    expect([...consul.entries]).to.deep.equal([[SUBSCRIBERS, ['other']]]);
    await sleep(20);
    expect(consul.entries.has(SERVICE)).to.equal(false);
  });

  it('fails to stop when Consul does not take it out', async () => {
    const consul = fakeConsul();
    const { stop } = start(consul);
    await until(registered);
    consul.state.away = true;
    const failure = await stop().catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.equal('Consul is restarting');
  });

  it('asks nothing of Consul, and reports nothing, when it stops before it was registered', async () => {
    const consul = fakeConsul();
    consul.state.away = true;
    const { stop } = start(consul, 60_000);
    await until(() => problems.length === 2);
    const { asked } = consul.state;
    await stop();
    await sleep(20);
    expect(consul.state.asked).to.equal(asked);
    expect(problems).to.have.length(2);
  });
});
