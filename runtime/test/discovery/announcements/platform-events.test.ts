import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { contractText } from '../../../src/contract/contract-text.ts';
import {
  type EventTransport,
  type InMemoryTransport,
  closeEventBus,
  createInMemoryTransport,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { FakeNode, PLAIN_IDENTITY, PlainHost, fakeContract } from '../../event-bus/fake-node.ts';
import { contractOf } from '../../sample/contract-of.ts';
import { recordingLogger } from '../../event-bus/recording-logger.ts';
import { until } from '../../event-bus/until.ts';

const TEXT = `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_version: {major: 2, minor: 3, patch: 4}
node_type: EFFECT_GENERIC
description: Sends parcels.
io_operations: [{operation: send}]
event_bus: {subscribe_topics: [onex.cmd.shop.parcel-requested.v1]}
`;
const ALL = 'contract-registered, contract-deregistered,,node-state-change';
const COMMON = [
  'event_id',
  'correlation_id',
  'timestamp',
  'source_node_id',
  'event_type',
  'node_name',
  'node_version',
];

describe('platform events', () => {
  let log: InMemoryTransport;
  const logger = recordingLogger();
  beforeEach(() => {
    log = createInMemoryTransport();
  });
  const published = (name: string) =>
    log.records(`onex.evt.platform.${name}.v1`).map(({ value }) => parseEnvelope(value));
  const node = (): FakeNode => Object.assign(new FakeNode(), { contract: contractOf(TEXT) });
  const open = (host: PlainHost, names?: string, transport: EventTransport = log): Promise<void> =>
    openEventBus(host, host instanceof FakeNode ? undefined : PLAIN_IDENTITY, {
      transport,
      logger,
      environment: { ONEX_PLATFORM_EVENTS: names },
    });

  it('tell of the contract at the start, and of its end and the state at the shutdown', async () => {
    const host = node();
    await open(host, ALL);
    const [registered] = published('contract-registered');
    expect(registered?.payload).to.have.all.keys(...COMMON, 'contract_hash', 'contract_yaml');
    expect(registered?.payload).to.deep.include({
      correlation_id: registered?.correlation_id,
      source_node_id: host.nodeId,
      event_type: 'onex.evt.platform.contract-registered.v1',
      node_name: 'node_shop_parcel_effect',
      node_version: { major: 2, minor: 3, patch: 4 },
      contract_yaml: contractText(host.contract),
      contract_hash: createHash('sha256')
        .update(String(contractText(host.contract)))
        .digest('hex'),
    });
    expect(registered).to.include({
      event_type: 'platform.contract-registered',
      payload_type: 'ModelContractRegisteredEvent',
    });
    expect(published('contract-deregistered')).to.deep.equal([]);
    await closeEventBus(host);
    const [gone] = published('contract-deregistered');
    expect(gone?.payload)
      .to.have.all.keys(...COMMON, 'reason')
      .and.include({ reason: 'shutdown' });
    const [state] = published('node-state-change');
    expect(state?.payload)
      .to.have.all.keys('node_name', 'new_state', 'health_status', 'timestamp')
      .and.include({ node_name: 'node_shop_parcel_effect', new_state: 'stopped' });
  });

  it('are only those that are named, and none by default', async () => {
    const host = node();
    await open(host);
    await closeEventBus(host);
    await open(host, 'node-state-change');
    await closeEventBus(host);
    const topics = ['contract-registered', 'contract-deregistered', 'node-state-change'];
    expect(topics.map((name) => published(name).length)).to.deep.equal([0, 0, 1]);
  });

  it('tell of no contract where a host has none', async () => {
    const host = new PlainHost();
    await open(host, ALL);
    await closeEventBus(host);
    expect(published('contract-registered')).to.deep.equal([]);
    expect(published('contract-deregistered')).to.deep.equal([]);
    expect(published('node-state-change')).to.have.length(1);
  });

  it('keep no node from starting when the bus refuses them', async () => {
    const refusing: EventTransport = {
      ...log,
      async publish(records) {
        if (records.some(({ topic }) => topic.includes('contract-'))) throw new Error('refused');
        await log.publish(records);
      },
    };
    const host = node();
    await open(host, ALL, refusing);
    expect(host.isRunning).to.equal(true);
    await closeEventBus(host);
  });

  it('need their topics, as a remote bus reports', async () => {
    const topic = 'onex.evt.platform.node-state-change.v1';
    const remote: EventTransport = {
      ...log,
      opensInBackground: true,
      missingTopics: async (topics) => topics.filter((each) => each === topic),
    };
    const host = node();
    await open(host, 'node-state-change', remote);
    await until(() => host.problems.get('event-bus')?.includes(topic) === true);
    await closeEventBus(host);
  });

  it('are refused by name when there is none of that name', async () => {
    const host = new FakeNode(undefined, fakeContract());
    const error = await open(host, 'contract-registerd, node-state-change, other').catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({
      code: 'CONFIGURATION_ERROR',
      message:
        'ONEX_PLATFORM_EVENTS in the environment names no platform event with "contract-registerd" ' +
        '(did you mean contract-registered?), "other"; use contract-registered, contract-deregistered, node-state-change, log-entry, flow-window',
    });
    expect(log.records('onex.evt.platform.node-introspection.v1')).to.deep.equal([]);
  });
});
