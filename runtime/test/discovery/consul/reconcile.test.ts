import { expect } from 'chai';
import fc from 'fast-check';
import { type RegistrationPart, deregisterNode, reconcile } from '../../../src/discovery/index.ts';
import { type FakeConsul, startFakeConsul } from './fake-consul.ts';
import { FOLDER, SERVICE, node, subscribersOf } from './node.ts';

const [FIRST, SECOND] = node.subscribeTopics.map(subscribersOf) as [string, string];
const KEYS = [SERVICE, `${FOLDER}/subscribe_topics`, `${FOLDER}/publish_topics`, FIRST, SECOND];

describe('the desired state of a node in Consul', () => {
  let consul: FakeConsul;
  beforeEach(async () => {
    consul = await startFakeConsul();
  });
  afterEach(() => consul.close());

  const messageOf = async (work: Promise<unknown>): Promise<string> => {
    const result = await work.then(
      () => 'nothing failed',
      (error: unknown) => (error as Error).message,
    );
    return result;
  };

  it('is not written again when it holds already', async () => {
    expect(await reconcile(consul.client, node)).to.have.members(['service', 'topics', 'subscribers']);
    const { writes } = consul.state;
    expect(await reconcile(consul.client, node)).to.deep.equal([]);
    expect(consul.state.writes).to.equal(writes);
  });

  it('is repaired from every state: each key missing, of another value, or as it should be', async () => {
    const others = ['other', 5, null];
    await reconcile(consul.client, node);
    const desired = new Map(consul.entries);
    const fates = fc.constantFrom('as it is', 'missing', 'different', 'malformed');
    await fc.assert(
      fc.asyncProperty(fc.tuple(fates, fates, fates, fates, fates), async (states) => {
        for (const [index, fate] of states.entries()) {
          const key = KEYS[index] ?? '';
          consul.entries.set(key, desired.get(key));
          if (fate === 'missing') consul.entries.delete(key);
          if (fate === 'malformed') consul.entries.set(key, key === SERVICE ? { ID: SERVICE.slice(8) } : 'x');
          if (fate === 'different')
            consul.entries.set(
              key,
              key === SERVICE ? { ...(desired.get(key) as object), Port: 1, Tags: [] } : others,
            );
        }
        await reconcile(consul.client, node);
        for (const key of KEYS.slice(0, 3)) expect(consul.entries.get(key)).to.deep.equal(desired.get(key));
        for (const key of [FIRST, SECOND]) expect(consul.entries.get(key)).to.include(node.nodeId);
        expect(await reconcile(consul.client, node)).to.deep.equal([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is completed after the cluster had no leader while the agent took the service', async () => {
    consul.state.hasLeader = false;
    expect(await messageOf(reconcile(consul.client, node))).to.include('No cluster leader');
    expect([...consul.entries.keys()]).to.deep.equal([SERVICE]);
    consul.state.hasLeader = true;
    expect(await reconcile(consul.client, node)).to.have.members(['topics', 'subscribers']);
    expect([...consul.entries.keys()]).to.have.members(KEYS);
  });

  it('removes the ID from topics that the node no longer reads', async () => {
    await reconcile(consul.client, node);
    consul.entries.set(FIRST, ['other', node.nodeId]);
    await reconcile(consul.client, {
      ...node,
      subscribeTopics: ['onex.cmd.shop.c.v1', 'onex.cmd.shop.d.v1'],
    });
    expect(consul.entries.get(FIRST)).to.deep.equal(['other']);
    expect(consul.entries.get(SECOND)).to.deep.equal([node.nodeId]);
    expect(consul.entries.get(subscribersOf('onex.cmd.shop.d.v1'))).to.deep.equal([node.nodeId]);
  });

  it('names the right that the token lacks, and what is in Consul nevertheless', async () => {
    consul.state.denied.add('key:write');
    const present = new Set<RegistrationPart>();
    expect(await messageOf(reconcile(consul.client, node, { present }))).to.match(
      /writing onex\/.*Set CONSUL_HTTP_TOKEN to a token with key:write on "onex\/"\.$/u,
    );
    expect([...present]).to.deep.equal(['service']);
    await deregisterNode(consul.client, node, present);
    expect(consul.entries.size).to.equal(0);
  });

  it('has no entries where the token may not register the service', async () => {
    consul.state.denied.add('service:write');
    const present = new Set<RegistrationPart>();
    expect(await messageOf(reconcile(consul.client, node, { present }))).to.include(
      'service:write on "onex-effect"',
    );
    expect([consul.entries.size, present.size]).to.deep.equal([0, 0]);
  });

  it('writes nothing for a node that is leaving', async () => {
    await reconcile(consul.client, node, { stopped: () => true });
    expect(consul.state.writes).to.equal(0);
  });

  describe('tied to the health check', () => {
    const untied: string[] = [];
    const onUntied = ({ message }: Error): void => void untied.push(message);

    it('has one session, which deletes the entries, as soon as the check passes', async () => {
      const id = SERVICE.slice('service '.length);
      consul.state.statuses.set(id, 'critical');
      for (let round = 0; round < 2; round += 1) await reconcile(consul.client, node, { onUntied });
      expect(consul.state.sessions).to.deep.equal([]);
      consul.state.statuses.set(id, 'passing');
      for (let round = 0; round < 3; round += 1) await reconcile(consul.client, node, { onUntied });
      expect(consul.state.sessions).to.have.length(1);
      expect(consul.state.sessions[0]).to.deep.include({
        Behavior: 'delete',
        Checks: ['serfHealth', `service:${id}`],
      });
      expect([...consul.held.keys()]).to.have.members(KEYS.slice(1, 3));
    });

    it('leaves no session behind that holds nothing', async () => {
      await reconcile(consul.client, node);
      const entries = await consul.client.entries(FOLDER);
      await consul.client.tie('x', entries);
      await consul.client.tie('y', entries);
      expect(consul.state.sessions.map(({ Checks }) => Checks[1])).to.deep.equal(['service:x']);
    });

    it('is complete without the right to create sessions, and says so', async () => {
      consul.state.denied.add('session:write');
      await reconcile(consul.client, node, { onUntied });
      expect(await reconcile(consul.client, node, { onUntied })).to.deep.equal([]);
      expect(untied).to.have.length(1);
      expect(untied[0]).to.include('session:write');
    });
  });
});

describe('the removal of a node from Consul', () => {
  let consul: FakeConsul;
  beforeEach(async () => {
    consul = await startFakeConsul();
  });
  afterEach(() => consul.close());

  for (const unknown of [404, 500] as const) {
    it(`succeeds for a node that is not there, where the agent answers ${unknown}`, async () => {
      consul.state.unknown = unknown;
      await deregisterNode(consul.client, node);
      await reconcile(consul.client, node);
      await deregisterNode(consul.client, node);
      await deregisterNode(consul.client, node);
      expect([...consul.entries]).to.deep.equal([
        [FIRST, []],
        [SECOND, []],
      ]);
    });
  }

  it('fails where an agent answers 500 and still has the service', async () => {
    await reconcile(consul.client, node);
    const { client, url, entries, state } = consul;
    state.away = true;
    const failure = await deregisterNode(client, node).catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.match(
      new RegExp(`^Consul at ${url}: .*: Consul is restarting$`, 'u'),
    );
    state.away = false;
    expect(entries.has(SERVICE)).to.equal(true);
  });

  it('removes the other parts when one fails', async () => {
    await reconcile(consul.client, node);
    consul.state.denied.add('key:write');
    const failure = await deregisterNode(consul.client, node).catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.include('key:write');
    expect(consul.entries.has(SERVICE)).to.equal(false);
  });
});
