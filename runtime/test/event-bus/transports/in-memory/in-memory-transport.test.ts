import { expect } from 'chai';
import { createInMemoryBroker, createInMemoryTransport } from '../../../../src/event-bus/index.ts';
import { describeTransport } from '../transport-conformance.ts';
import { until } from '../../until.ts';

const broker = createInMemoryBroker({ partitions: 4, backoff: { initialMs: 1, maxMs: 5 } });

describeTransport('in-memory', () => ({
  partitions: 4,
  async createTopic() {},
  open: async () => createInMemoryTransport({ broker }),
}));

describe('in-memory transport as a view into its log', () => {
  const record = (value: string) => ({ topic: 'onex.evt.a.b.v1', key: value, value, headers: {} });

  it('shows what was published, in its order, over all partitions', async () => {
    const transport = createInMemoryTransport();
    const values = Array.from({ length: 30 }, (_, index) => String(index));
    for (const value of values) await transport.publish([record(value)]);
    expect(transport.records('onex.evt.a.b.v1').map(({ value }) => String(value))).to.deep.equal(values);
    expect(transport.topics()).to.deep.equal(['onex.evt.a.b.v1']);
    expect(transport.records('onex.evt.a.none.v1')).to.deep.equal([]);
  });

  it('forgets old records, but none that a living group has still to handle', async () => {
    const transport = createInMemoryTransport({ partitions: 1, retention: 10 });
    const release = Promise.withResolvers<void>();
    const seen: string[] = [];
    await transport.subscribe({
      groupId: 'slow',
      topics: ['onex.evt.a.b.v1'],
      from: 'earliest',
      async handle({ value }) {
        await release.promise;
        seen.push(String(value));
      },
    });
    const values = Array.from({ length: 100 }, (_, index) => String(index));
    await transport.publish(values.map(record));
    release.resolve();
    await until(() => seen.length === 100);
    expect(seen).to.deep.equal(values);
    await transport.publish([record('last')]);
    await until(() => seen.length === 101);
    expect(transport.records('onex.evt.a.b.v1').length).to.be.within(10, 12);
    await transport.close();
  });

  it('keeps the records that a group has still to handle while its members rest', async () => {
    const transport = createInMemoryTransport({ partitions: 1, retention: 10 });
    const seen: string[] = [];
    const subscription = await transport.subscribe({
      groupId: 'resting',
      topics: ['onex.evt.a.b.v1'],
      from: 'earliest',
      handle: async ({ value }) => void seen.push(String(value)),
    });
    const rested = subscription.rest(20);
    const values = Array.from({ length: 100 }, (_, index) => String(index));
    await transport.publish(values.map(record));
    expect(seen).to.deep.equal([]);
    await rested;
    await until(() => seen.length === 100);
    expect(seen).to.deep.equal(values);
    await transport.close();
  });

  it('is not changed by what a caller does to a buffer after publishing it', async () => {
    const transport = createInMemoryTransport();
    const value = Buffer.from('before');
    await transport.publish([{ topic: 'onex.evt.a.b.v1', key: null, value, headers: {} }]);
    value.write('AFTER!');
    expect(String(transport.records('onex.evt.a.b.v1')[0]?.value)).to.equal('before');
  });
});
