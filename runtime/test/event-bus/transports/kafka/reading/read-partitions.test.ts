import { expect } from 'chai';
import { readerOf } from '../../../../../src/event-bus/transports/kafka/reading/reader.ts';
import { type FakeLog, fakeLog, partition, protocolError } from './fake-log.ts';

const TOPIC = 'onex.evt.test.read.v1';
const OTHER = 'onex.evt.test.other.v1';

async function read(log: FakeLog, topics: readonly string[] = [TOPIC]): Promise<string[]> {
  const reader = readerOf(log.client);
  const found: string[] = [];
  try {
    for (const range of await reader.ranges(topics))
      for await (const { partition: number, offset } of reader.records(range))
        found.push(`${number}:${offset}`);
  } finally {
    await reader.close();
  }
  return found;
}
const refusal = (log: FakeLog): Promise<Error> =>
  read(log).then(
    () => new Error('none'),
    (error: Error) => error,
  );

describe('reading partitions', () => {
  it('returns each record that is there, without a group, and closes its connections', async () => {
    const log = fakeLog({
      [TOPIC]: [partition(2, 12), partition(0, 0), partition(5, 7)],
      [OTHER]: [partition(0, 1)],
    });
    const all = [...Array.from({ length: 10 }, (_, index) => `0:${index + 2}`), '2:5', '2:6'];
    expect(await read(log)).to.deep.equal(all);
    expect(await read(log, [OTHER, 'onex.evt.test.missing.v1', OTHER])).to.deep.equal(
      ['0:0', '0:0'].slice(0, 1),
    );
    expect([log.groups, log.openConnections]).to.deep.equal([[], 0]);
  });

  it('fetches no more than is taken', async () => {
    const log = fakeLog({ [TOPIC]: [partition(0, 1000)] });
    const reader = readerOf(log.client);
    const [range] = await reader.ranges([TOPIC]);
    let count = 0;
    for await (const _ of reader.records(range!)) if ((count += 1) === 4) break;
    expect(log.fetches).to.deep.equal([`1: ${TOPIC}/0@0`, `1: ${TOPIC}/0@3`]);
    for await (const { offset } of reader.records({ ...range!, low: 700n, high: 701n }))
      expect(offset).to.equal(700n);
    expect(log.fetches).to.have.length(3);
    await reader.close();
  });

  it('leaves out markers, aborted transactions, and what compaction has removed', async () => {
    const abort = { isControlRecord: true, key: Buffer.alloc(4), producerId: '7' };
    const commit = { isControlRecord: true, key: Buffer.from([0, 0, 0, 1]), producerId: '8' };
    const messages = [
      { offset: 0, producerId: '7' },
      { offset: 1, producerId: '8' },
      { offset: 2 },
      { offset: 3, ...abort },
      { offset: 4, ...commit },
      { offset: 5, producerId: '7' },
      { offset: 6, batchEnd: 9 },
    ];
    const aborted = [{ producerId: '7', firstOffset: '0' }];
    const log = fakeLog({ [TOPIC]: [{ leader: 1, low: 0, end: 12, messages, aborted: [] }] });
    log.topics.get(TOPIC)![0]!.aborted = aborted;
    // A transaction is named in each response that has records of it, and its marker ends it.
    const found = await read(log);
    expect(found).to.not.include.members(['0:0', '0:3', '0:4']);
    expect(found).to.include.members(['0:1', '0:2', '0:6']);
    expect(log.fetches.at(-1)).to.equal(`1: ${TOPIC}/0@10`);
  });

  it('goes on where the log begins when records were removed meanwhile', async () => {
    const log = fakeLog({ [TOPIC]: [partition(0, 10)] });
    const reader = readerOf(log.client);
    const [range] = await reader.ranges([TOPIC]);
    log.topics.set(TOPIC, [partition(6, 10)]);
    const offsets: bigint[] = [];
    for await (const { offset } of reader.records(range!)) offsets.push(offset);
    expect(offsets).to.deep.equal([6n, 7n, 8n, 9n]);
    log.topics.set(TOPIC, [partition(20, 30)]);
    for await (const _ of reader.records(range!)) expect.fail('there is nothing left of the range');
    await reader.close();
  });

  it('reads on after an outage, with a new connection, and repeats nothing', async () => {
    const log = fakeLog({ [TOPIC]: [partition(0, 8)] });
    const closed = Object.assign(new Error('Closed connection'), {
      name: 'KafkaJSConnectionClosedError',
      retriable: true,
    });
    log.failures.fetch.push(closed, protocolError('NOT_LEADER_FOR_PARTITION'));
    expect(await read(log)).to.deep.equal(Array.from({ length: 8 }, (_, offset) => `0:${offset}`));
    expect(log.openConnections).to.equal(0);
  });

  it('fails at once where a right is missing, a login is refused, or a batch cannot be decoded', async () => {
    const log = fakeLog({ [TOPIC]: [partition(0, 1)] });
    log.rights.operations = 1 << 8;
    expect(String(await refusal(log))).to.match(
      new RegExp(`User:test has no right to READ on topic ${TOPIC}$`, 'u'),
    );
    log.rights.operations = 1 << 3;
    log.failures.fetch.push(new RangeError('a compressed batch is malformed'));
    expect(await refusal(log))
      .to.include({ code: 'EVENT_BUS_ERROR' })
      .with.property('message')
      .that.matches(/malformed/u);
    const refused = Object.assign(new Error('no'), {
      name: 'KafkaJSSASLAuthenticationError',
      retriable: false,
    });
    log.failures.connect.push(refused);
    expect((await refusal(log)).message).to.equal('Kafka at fake:9092: no');
    expect(log.openConnections).to.equal(0);
  });
});
