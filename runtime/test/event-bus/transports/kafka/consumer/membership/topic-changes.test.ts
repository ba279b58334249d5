import { expect } from 'chai';
import type { ClusterView } from '../../../../../../src/event-bus/transports/kafka/cluster/index.ts';
import { createTopicChanges } from '../../../../../../src/event-bus/transports/kafka/consumer/membership/index.ts';

const TOPIC = 'onex.cmd.test.changes.v1';

function setUp() {
  const state = {
    id: 'a',
    partitions: [0, 1],
    ends: new Map([[0, { low: 0n, high: 10n }]]),
    next: 10n,
    shares: [`${TOPIC}/0`, `${TOPIC}/1`] as string[] | null,
    errorCode: 0,
  };
  const reported: string[] = [];
  const problems: (string | null)[] = [];
  const sought: string[] = [];
  const view: ClusterView = {
    describeTopics: async () => [{ topic: TOPIC, operations: 0, ...state }],
    ends: async () => state.ends,
    assignedInGroup: async () => state.shares && [Buffer.from(state.shares.join())],
    groupOperations: async () => null,
  };
  const changes = createTopicChanges({
    subscription: {
      groupId: () => 'group',
      topics: [TOPIC],
      onTopicChange: (change) => void reported.push(change),
      onProblem: (problem) => void problems.push(problem),
    },
    lag: { next: () => state.next, fetched: (_topic, _partition, next) => void (state.next = next) },
    decode: (share) => String(share).split(','),
  });
  const look = () =>
    changes.look({
      view,
      assigned: [`${TOPIC}/0`],
      readFrom: ({ partition, offset }) => void sought.push(`${partition}@${offset}`),
    });
  return { state, reported, problems, sought, look };
}

describe('changes of a topic that is consumed', () => {
  it('are none while it stays as it is', async () => {
    const { reported, sought, problems, look } = setUp();
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect([reported, sought]).to.deep.equal([[], []]);
    expect(problems).to.deep.equal([null, null, null]);
  });

  it('a topic created again is read from its first record, once, even when its log is longer than before', async () => {
    const { state, reported, sought, look } = setUp();
    await look();
    state.id = 'b';
    state.ends = new Map([[0, { low: 3n, high: 400n }]]);
    await look();
    await look();
    expect(sought).to.deep.equal(['0@3']);
    expect(reported).to.have.length(1);
    expect(reported[0]).to.contain(TOPIC).and.contain('created again');
  });

  it('a topic that is missing for a while changes nothing until it is there again', async () => {
    const { state, sought, look } = setUp();
    await look();
    state.errorCode = 3;
    state.id = '';
    await look();
    expect(sought).to.deep.equal([]);
    state.errorCode = 0;
    state.id = 'b';
    await look();
    expect(sought).to.deep.equal(['0@0']);
  });

  it('a log that ends before what was read is read from its first record at the second look', async () => {
    const { state, reported, sought, look } = setUp();
    await look();
    state.ends = new Map([[0, { low: 0n, high: 4n }]]);
    await look();
    expect(sought).to.deep.equal([]);
    await look();
    await look();
    expect(sought).to.deep.equal(['0@0']);
    expect(reported).to.have.length(1);
    expect(reported[0]).to.contain('ends before');
  });

  it('a log that a new leader showed too short for a moment is not read again', async () => {
    const { state, sought, look } = setUp();
    for (const high of [10n, 9n, 10n, 9n, 10n]) {
      state.ends = new Map([[0, { low: 0n, high }]]);
      await look();
    }
    expect(sought).to.deep.equal([]);
  });

  it('added partitions are reported once, and are a problem until some member reads them', async () => {
    const { state, reported, problems, look } = setUp();
    await look();
    state.partitions = [0, 1, 2];
    state.shares = null;
    await look();
    state.shares = [`${TOPIC}/0`, `${TOPIC}/1`, `${TOPIC}/2`];
    await look();
    expect(problems).to.deep.equal([null, `no instance reads ${TOPIC}/2`, null]);
    expect(reported).to.have.length(1);
    expect(reported[0]).to.contain('1 more partition:');
  });
});
