import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { type ReadOptions, readerOf } from '../../../../src/event-bus/kafka/reader.ts';
import { type Clock, createClock } from '../../../../../test/faults/index.ts';
import { fakeKafka } from './fake-kafka.ts';

const TOPIC = 'onex.evt.test.read.v1';
const EMPTY = 'onex.evt.test.empty.v1';

function setUp() {
  const fake = fakeKafka({ [TOPIC]: [{ low: '2', high: '5' }], [EMPTY]: [{ low: '4', high: '4' }] });
  const read: bigint[] = [];
  const troubles: Error[] = [];
  const reader = readerOf(fake.client);
  const open = (more: Partial<ReadOptions> = {}) =>
    reader.read({
      topics: [TOPIC],
      from: 'start',
      follow: false,
      onRecord: ({ offset }) => void read.push(offset),
      onTrouble: (error) => void troubles.push(error),
      ...more,
    });
  return { ...fake, reader, read, troubles, open };
}

const state = async (work: Promise<unknown>): Promise<string> => {
  let reached = 'open';
  work.then(
    () => (reached = 'ended'),
    () => (reached = 'failed'),
  );
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  return reached;
};

describe('a reader of topics', () => {
  it('lists topics', async () => {
    expect(await setUp().reader.topics()).to.deep.equal([TOPIC, EMPTY]);
  });

  it('joins no group where nothing is there to read', async () => {
    const { open, consumers } = setUp();
    for (const more of [{ topics: [EMPTY] }, { from: 'now' as const }, { topics: [], follow: true }]) {
      const reading = await open(more);
      await reading.ended;
      await reading.stop();
    }
    expect(consumers).to.deep.equal([]);
  });

  it('joins no group without the rights to read, and names them; it needs none to find that out', async () => {
    const { open, consumers, deleted, rights, reader } = setUp();
    rights.operations = 1 << 8;
    const reading = await open();
    const error = await reading.ended.catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'NodeFault' });
    expect(String(error)).to.match(
      new RegExp(`User:test has no right to READ on group onex-cli-[-\\w]+, READ on topic ${TOPIC}$`, 'u'),
    );
    expect(consumers.flatMap(({ calls }) => calls)).to.not.include('run');
    expect(deleted).to.deep.equal([]);
    expect(await reader.missingRights({ write: [TOPIC] })).to.equal(
      `User:test has no right to WRITE on topic ${TOPIC}`,
    );
    rights.operations = 1 << 4;
    expect(await reader.missingRights({ write: [TOPIC] })).to.equal(null);
  });

  it('ends with the last record that was there at the start, and deletes its group', async () => {
    const { open, consumers, read, deleted } = setUp();
    const reading = await open();
    await nextTurn();
    await consumers[0]?.deliver(TOPIC, [2, 3]);
    expect(await state(reading.ended)).to.equal('open');
    await consumers[0]?.deliver(TOPIC, [4, 5, 6]);
    expect(await state(reading.ended)).to.equal('ended');
    expect(read).to.deep.equal([2n, 3n, 4n]);
    expect(consumers[0]?.calls.slice(-2)).to.deep.equal(['stop', 'disconnect']);
    expect(deleted).to.deep.equal([consumers[0]?.config.groupId]);
    expect(deleted[0]).to.match(/^onex-cli-/);
  });

  it('ends where marks follow the last record', async () => {
    const { open, consumers, read } = setUp();
    const reading = await open();
    await nextTurn();
    const marks = { topic: TOPIC, partition: 0, messages: [], lastOffset: () => '4' };
    await consumers[0]?.deliver(TOPIC, [], { batch: marks as never });
    expect(await state(reading.ended)).to.equal('ended');
    expect(read).to.deep.equal([]);
  });

  it('goes on with new records when it follows, and reads only those when it begins now', async () => {
    const { open, consumers, read } = setUp();
    const reading = await open({ follow: true, from: 'now' });
    await nextTurn();
    await consumers[0]?.deliver(TOPIC, [4, 5, 6]);
    await consumers[0]?.deliver(TOPIC, [7]);
    expect(read).to.deep.equal([5n, 6n, 7n]);
    expect(await state(reading.ended)).to.equal('open');
    await reading.stop();
    await reading.ended;
  });

  it('reads no record twice when its partitions are assigned again', async () => {
    const { open, consumers, read } = setUp();
    const reading = await open();
    await nextTurn();
    consumers[0]?.emit('GROUP_JOIN');
    await consumers[0]?.deliver(TOPIC, [2, 3]);
    consumers[0]?.emit('GROUP_JOIN');
    expect(consumers[0]?.sought.map(({ offset }) => offset)).to.deep.equal(['2', '4']);
    await consumers[0]?.deliver(TOPIC, [2, 3, 4]);
    await reading.ended;
    expect(read).to.deep.equal([2n, 3n, 4n]);
  });

  it('takes nothing of a stale batch, of a stopped consumer, or of a topic that nobody asked for', async () => {
    const { open, consumers, read } = setUp();
    const reading = await open({ follow: true });
    await nextTurn();
    await consumers[0]?.deliver(TOPIC, [2], { isStale: () => true });
    await consumers[0]?.deliver(TOPIC, [2], { isRunning: () => false });
    await consumers[0]?.deliver('another', [2]);
    expect(read).to.deep.equal([]);
    await reading.stop();
  });

  it('reports that the broker is lost, and goes on when the client does', async () => {
    const { open, consumers, troubles } = setUp();
    const reading = await open();
    await nextTurn();
    expect(await consumers[0]?.config.retry?.restartOnFailure?.(new Error('gone'))).to.equal(true);
    consumers[0]?.emit('CRASH', { error: new Error('gone'), restart: true });
    expect(troubles.map(({ message }) => message)).to.deep.equal(['reading was interrupted: gone']);
    expect(await state(reading.ended)).to.equal('open');
    await reading.stop();
  });

  it('fails when the client gives up', async () => {
    const { open, consumers, troubles } = setUp();
    const reading = await open();
    await nextTurn();
    consumers[0]?.emit('CRASH', { error: new Error('gone'), restart: false });
    const error = await reading.ended.catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(troubles).to.deep.equal([]);
    await reading.stop();
  });

  it('fails when it cannot connect, even when leaving fails as well', async () => {
    const { open, failures } = setUp();
    for (const method of ['stop', 'disconnect', 'deleteGroups']) failures[method] = [new Error(method)];
    failures['connect'] = [new Error('refused')];
    const reading = await open({ topics: [TOPIC, TOPIC] });
    const error = await reading.ended.catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    expect((error as Error).message).to.equal(`reading ${TOPIC} failed: refused`);
  });

  it('fails before it joins a group when the broker does not say where topics end', async () => {
    const { open, failures, consumers } = setUp();
    failures['fetchTopicOffsets'] = [new Error('no leader')];
    const error = await open().catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error').with.property('message', 'no leader');
    expect(consumers).to.deep.equal([]);
  });

  describe('of a topic whose end is never handed out', () => {
    let clock: Clock;
    beforeEach(() => {
      clock = createClock();
    });
    afterEach(() => clock.restore());

    it('ends after ten seconds without a record, counted from the last one', async () => {
      const { open, consumers } = setUp();
      const reading = await open();
      await nextTurn();
      await clock.advance(60_000);
      consumers[0]?.emit('GROUP_JOIN');
      await clock.advance(9000);
      await consumers[0]?.deliver(TOPIC, [2]);
      await clock.advance(10_000);
      consumers[0]?.emit('FETCH');
      expect(await state(reading.ended)).to.equal('open');
      await clock.advance(1);
      consumers[0]?.emit('FETCH');
      expect(await state(reading.ended)).to.equal('ended');
    });

    it('never ends by itself while it follows', async () => {
      const { open, consumers } = setUp();
      const reading = await open({ follow: true });
      await nextTurn();
      await clock.advance(60_000);
      consumers[0]?.emit('FETCH');
      expect(await state(reading.ended)).to.equal('open');
      await reading.stop();
    });
  });
});
