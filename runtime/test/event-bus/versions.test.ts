import { expect } from 'chai';
import fc from 'fast-check';
import {
  closeEventBus,
  createInMemoryBroker,
  createInMemoryTransport,
  type InMemoryTransport,
  type OpenOptions,
  openEventBus,
} from '../../src/event-bus/index.ts';
import { assignPartitions } from '../../src/event-bus/transports/kafka/consumer/group/newest-version.ts';
import { COMPLETED_TOPIC, FakeNode, command } from './fake-node.ts';
import { recordingLogger } from './recording-logger.ts';
import { until } from './until.ts';

describe('two versions of a node that run at once', () => {
  let bus: InMemoryTransport;
  let logger: ReturnType<typeof recordingLogger>;
  const opened: FakeNode[] = [];

  beforeEach(() => {
    bus = createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 4 }) });
    logger = recordingLogger();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((node) => closeEventBus(node)));
  });

  const open = async (minor: number, settings: OpenOptions['settings'] = {}): Promise<FakeNode> => {
    const nodeVersion = { major: 1, minor, patch: 0 };
    const node = new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: { minor } }], { nodeVersion });
    node.instanceId = `version-${minor}`;
    opened.push(node);
    await openEventBus(node, undefined, { transport: bus, logger, settings });
    return node;
  };
  const send = (from: number, count: number): Promise<void> =>
    bus.publish(
      Array.from({ length: count }, (_, index) => ({
        ...command({ number: from + index }),
        key: String(index),
      })),
    );
  const numbers = (node: FakeNode): number[] =>
    node.handled.map(({ payload }) => (payload as { number: number }).number).toSorted((a, b) => a - b);
  const range = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => from + index);
  const warnings = (): readonly string[] =>
    logger.lines.filter(({ level }) => level === 'warn').map(({ message }) => message);

  it('process each command once: new ones go to the newest, and back when it stops', async () => {
    const old = await open(9);
    await send(0, 20);
    await until(() => old.handled.length === 20);
    const renewed = await open(10);
    await send(20, 20);
    await until(() => renewed.handled.length === 20);
    expect(numbers(old)).to.deep.equal(range(0, 20));
    expect(numbers(renewed)).to.deep.equal(range(20, 20));
    await closeEventBus(renewed);
    await send(40, 20);
    await until(() => old.handled.length === 40);
    expect(numbers(old)).to.deep.equal([...range(0, 20), ...range(40, 20)]);
    expect(renewed.handled).to.have.length(20);
  });

  it('are reported with a warning that names the one that gets the work', async () => {
    await open(9);
    expect(warnings()).to.deep.equal([]);
    await open(10);
    expect(warnings().join('\n')).to.match(
      /versions 1\.10\.0 and 1\.9\.0 of .* run at once; .* go to 1\.10\.0/,
    );
  });

  it('process each command in both only where the setting says so', async () => {
    const both = [await open(1, { groupPerVersion: true }), await open(2, { groupPerVersion: true })];
    await send(0, 10);
    await until(() => both.every(({ handled }) => handled.length === 10));
    for (const node of both) expect(numbers(node)).to.deep.equal(range(0, 10));
  });

  it('lose and repeat nothing when the groups of all versions become one', async () => {
    const own = await open(1, { groupPerVersion: true });
    await send(0, 10);
    await until(() => own.handled.length === 10);
    await closeEventBus(own);
    await send(10, 10);
    const shared = await open(2);
    await until(() => shared.handled.length >= 10);
    await send(20, 1);
    await until(() => numbers(shared).includes(20));
    expect(numbers(shared)).to.deep.equal(range(10, 11));
  });
});

describe('the assignment of partitions to versions', () => {
  const member = fc.record({
    memberId: fc.uuid(),
    topics: fc.subarray(['a', 'b', 'c']),
    version: fc.constantFrom('1.9.0', '1.10.0', '2.0.0'),
  });

  it('gives each partition to one member, which reads the topic and is of the newest version that does', () => {
    const number = (version: string): number => ['1.9.0', '1.10.0', '2.0.0'].indexOf(version);
    fc.assert(
      fc.property(
        fc.uniqueArray(member, { selector: ({ memberId }) => memberId, maxLength: 6 }),
        (members) => {
          const assigned = assignPartitions(members, ['a', 'b', 'c'], () => [0, 1, 2, 3]);
          expect([...assigned.keys()].toSorted()).to.deep.equal(
            members.map(({ memberId }) => memberId).toSorted(),
          );
          for (const topic of ['a', 'b', 'c']) {
            const readers = members.filter(({ topics }) => topics.includes(topic));
            const newest = Math.max(...readers.map(({ version }) => number(version)));
            const given = members.flatMap(({ memberId, version, topics }) => {
              const partitions = assigned.get(memberId)?.[topic] ?? [];
              if (partitions.length > 0)
                expect([topics.includes(topic), number(version)]).to.deep.equal([true, newest]);
              return partitions;
            });
            expect(given.toSorted()).to.deep.equal(readers.length === 0 ? [] : [0, 1, 2, 3]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('shares the partitions evenly among the members of the newest version', () => {
    const members = ['x', 'y', 'z'].map((memberId) => ({ memberId, topics: ['a', 'b'], version: '1.0.0' }));
    const counts = [...assignPartitions(members, ['a', 'b'], () => [0, 1, 2, 3]).values()].map((assignment) =>
      Object.values(assignment).reduce((sum, partitions) => sum + partitions.length, 0),
    );
    expect(counts.toSorted()).to.deep.equal([2, 3, 3]);
  });
});
