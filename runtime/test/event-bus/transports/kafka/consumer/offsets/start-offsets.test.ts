import { expect } from 'chai';
import type { Admin } from 'kafkajs';
import {
  committedOffsets,
  findStartOffsets,
} from '../../../../../../src/event-bus/transports/kafka/consumer/offsets/start-offsets.ts';

const TOPIC = 'onex.cmd.test.start.v1';
const GROUP = 'local.test.node.consumer.v1';
const PREFIX = 'local.test.node.consume';

interface Cluster {
  /** Offsets by group; a group commits -1 where it has none. */
  readonly committed: Readonly<Record<string, readonly string[]>>;
  /** End of each partition. */
  readonly ends: readonly string[];
}

function adminOf({ committed, ends }: Cluster, asked: string[] = []): Admin {
  const admin: Partial<Admin> = {
    async fetchOffsets({ groupId }) {
      asked.push(groupId);
      const offsets = committed[groupId] ?? ends.map(() => '-1');
      return [
        {
          topic: TOPIC,
          partitions: offsets.map((offset, partition) => ({ partition, offset, metadata: null })),
        },
      ];
    },
    async fetchTopicOffsets() {
      return ends.map((high, partition) => ({ partition, offset: high, high, low: '0' }));
    },
    async fetchTopicMetadata() {
      const partitions = ends.map((_, partitionId) => ({ partitionId }));
      return { topics: [{ name: TOPIC, partitions }] } as unknown as Awaited<
        ReturnType<Admin['fetchTopicMetadata']>
      >;
    },
    async listGroups() {
      return { groups: Object.keys(committed).map((groupId) => ({ groupId, protocolType: 'consumer' })) };
    },
  };
  return admin as Admin;
}

const find = async (cluster: Cluster, wanted: Partial<Parameters<typeof findStartOffsets>[1]> = {}) => {
  const start = await findStartOffsets(adminOf(cluster), {
    groupId: GROUP,
    topics: [TOPIC],
    from: 'earliest',
    ...wanted,
  });
  return Object.fromEntries([...start].map(([name, { offset }]) => [name, offset]));
};

describe('the offsets at which a group begins', () => {
  it('are the earliest ones unless the end or a takeover is wanted', async () => {
    expect(await find({ committed: {}, ends: ['5', '7'] })).to.deep.equal({});
  });

  it('are the present ends when only new records are wanted', async () => {
    expect(await find({ committed: {}, ends: ['5', '0'] }, { from: 'latest' })).to.deep.equal({
      [`${TOPIC}/0`]: '5',
      [`${TOPIC}/1`]: '0',
    });
  });

  it('never replace what the group has committed, even offset 0', async () => {
    const committed = { [GROUP]: ['0', '-1'], [`${PREFIX}.v1`]: ['4', '6'] };
    expect(await find({ committed, ends: ['5', '7'] }, { from: 'latest' })).to.deep.equal({
      [`${TOPIC}/1`]: '7',
    });
  });

  it('are not looked for when the group has an offset for each partition', async () => {
    const asked: string[] = [];
    const admin = adminOf({ committed: { [GROUP]: ['1', '2'], other: ['3', '3'] }, ends: ['5', '7'] }, asked);
    const start = await findStartOffsets(admin, {
      groupId: GROUP,
      topics: [TOPIC],
      from: 'latest',
      takeOver: 'other',
    });
    expect(start.size).to.equal(0);
    expect(asked).to.deep.equal([GROUP]);
  });

  it('are in each partition the furthest of the earlier groups, by number and not by text', async () => {
    const committed = {
      'shop.v1_0_0': ['9', '100'],
      'shop.v1_1_0': ['10', '20'],
      'shop-old.v1_0_0': ['50', '500'],
    };
    expect(await find({ committed, ends: ['90', '900'] }, { takeOver: 'shop.v' })).to.deep.equal({
      [`${TOPIC}/0`]: '10',
      [`${TOPIC}/1`]: '100',
    });
  });

  it('are those of an earlier group before the end, where that group has one', async () => {
    const committed = { 'shop.v1_0_0': ['3', '-1'] };
    const wanted = { takeOver: 'shop.v', from: 'latest' } as const;
    expect(await find({ committed, ends: ['5', '7'] }, wanted)).to.deep.equal({
      [`${TOPIC}/0`]: '3',
      [`${TOPIC}/1`]: '7',
    });
  });

  it('leave out partitions without a committed offset', async () => {
    const admin = adminOf({ committed: { [GROUP]: ['-1', '0', '12'] }, ends: ['5', '7', '20'] });
    expect(await committedOffsets(admin, GROUP, [TOPIC])).to.deep.equal([
      { topic: TOPIC, partition: 1, offset: '0' },
      { topic: TOPIC, partition: 2, offset: '12' },
    ]);
  });
});
