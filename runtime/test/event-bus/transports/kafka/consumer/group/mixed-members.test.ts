import { expect } from 'chai';
import type { Cluster, GroupMember, Logger, PartitionAssigner } from 'kafkajs';
import library from 'kafkajs';
import {
  newestVersionAssigner,
  subscribedOnlyAssigner,
} from '../../../../../../src/event-bus/transports/kafka/consumer/group/index.ts';

const { MemberAssignment } = library.AssignerProtocol;
const PARTITIONS: Readonly<Record<string, number>> = { commands: 4, added: 4, answers: 2 };

/** A cluster that knows a topic once a member asked for it, and refuses the topics in `hidden`. */
function fakeCluster(hidden: readonly string[] = []): Cluster {
  const known = new Set<string>();
  const cluster: Pick<Cluster, 'addMultipleTargetTopics' | 'findTopicPartitionMetadata'> = {
    async addMultipleTargetTopics(topics) {
      if (topics.some((topic) => hidden.includes(topic))) throw new Error('not authorized');
      for (const topic of topics) known.add(topic);
    },
    findTopicPartitionMetadata: (topic) =>
      Array.from({ length: known.has(topic) ? (PARTITIONS[topic] ?? 0) : 0 }, (_, partitionId) => ({
        partitionId,
        partitionErrorCode: 0,
        leader: 1,
        replicas: [1],
        isr: [1],
      })),
  };
  return cluster as Cluster;
}

/** Lets the members join through the protocol of the client, and the first one assign; `topic/partition` by member. */
async function assign(
  members: Readonly<Record<string, { assigner: PartitionAssigner; topics: readonly string[] }>>,
  hidden: readonly string[] = [],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const joined = Object.entries(members).map(([memberId, { assigner, topics }]) => {
    const made = assigner({ cluster: fakeCluster(hidden), groupId: 'group', logger: {} as Logger });
    const { metadata } = made.protocol({ topics: [...topics] });
    return { made, member: { memberId, memberMetadata: metadata } satisfies GroupMember };
  });
  const [leader] = joined;
  const assigned = await leader!.made.assign({ members: joined.map(({ member }) => member), topics: [] });
  return Object.fromEntries(
    assigned.map(({ memberId, memberAssignment }) => [
      memberId,
      Object.entries(MemberAssignment.decode(memberAssignment)?.assignment ?? {}).flatMap(
        ([topic, partitions]) => partitions.map((partition) => `${topic}/${partition}`),
      ),
    ]),
  );
}

const all = (...topics: readonly string[]): readonly string[] =>
  topics.flatMap((topic) =>
    Array.from({ length: PARTITIONS[topic] ?? 0 }, (_, index) => `${topic}/${index}`),
  );
const only = (names: readonly string[] | undefined, topic: string): readonly string[] =>
  (names ?? []).filter((name) => name.startsWith(`${topic}/`));

const turns = subscribedOnlyAssigner(library);
const newest = (version: string): PartitionAssigner => newestVersionAssigner(library, version);
/** The client's own assigner, with which members of release 0.1 join. */
const former = library.PartitionAssigners.roundRobin;

const CASES: readonly {
  name: string;
  old: PartitionAssigner;
  changed: PartitionAssigner;
}[] = [
  { name: 'by turns', old: turns, changed: turns },
  { name: 'by version, of the same version', old: newest('1.0.0'), changed: newest('1.0.0') },
  { name: 'by version, of two versions', old: newest('1.0.0'), changed: newest('1.1.0') },
  { name: 'by turns, next to members of an earlier release', old: former, changed: turns },
];

describe('members of one group with different subscriptions', () => {
  for (const { name, old, changed } of CASES) {
    describe(`that are assigned ${name}`, () => {
      const oldMember = { assigner: old, topics: ['commands'] };
      const newMember = { assigner: changed, topics: ['commands', 'added'] };

      it('leave the added topic to those that subscribe to it, whole, and read the shared one once', async () => {
        const shares = await assign({ new1: newMember, old1: oldMember, old2: oldMember, new2: newMember });
        expect(only(shares['old1'], 'added')).to.deep.equal([]);
        expect(only(shares['old2'], 'added')).to.deep.equal([]);
        expect(Object.values(shares).flat().toSorted()).to.deep.equal(all('added', 'commands').toSorted());
        expect(only(shares['new1'], 'added')).to.have.length(2);
      });

      it('each read what only they subscribe to', async () => {
        const removed = { assigner: old, topics: ['commands', 'answers'] };
        const shares = await assign({ new1: newMember, old1: removed });
        expect(only(shares['old1'], 'answers')).to.have.members(all('answers'));
        expect(only(shares['new1'], 'added')).to.have.members(all('added'));
        expect(Object.values(shares).flat().toSorted()).to.deep.equal(
          all('added', 'answers', 'commands').toSorted(),
        );
      });
    });
  }

  it('are assigned every topic by a leader that subscribes to only some of them', async () => {
    const shares = await assign({
      old1: { assigner: turns, topics: ['commands'] },
      new1: { assigner: turns, topics: ['commands', 'added'] },
    });
    expect(only(shares['new1'], 'added')).to.have.members(all('added'));
    expect(only(shares['old1'], 'added')).to.deep.equal([]);
  });

  it('read the other topics when the leader may not see one of them', async () => {
    const shares = await assign(
      {
        old1: { assigner: turns, topics: ['commands'] },
        new1: { assigner: turns, topics: ['commands', 'added'] },
      },
      ['added'],
    );
    expect(Object.values(shares).flat()).to.have.members(all('commands'));
  });

  it('include a member that gets nothing, so the group does not wait for it', async () => {
    const shares = await assign({
      new1: { assigner: turns, topics: ['added'] },
      idle: { assigner: turns, topics: ['absent'] },
    });
    expect(shares).to.deep.equal({ new1: all('added'), idle: [] });
  });
});
