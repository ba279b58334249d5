import { expect } from 'chai';
import type { BusEvent, ControlClient, TailEnd } from '../../../src/cli/control/index.ts';
import { followKafka, printKafka } from '../../../src/cli/tail/read-kafka.ts';

const filter = { topics: ['onex.*'], correlationId: null };
const event = (timestamp: number): BusEvent => ({
  topic: 'onex.evt.a.b.v1',
  timestamp,
  key: null,
  headers: {},
  value: String(timestamp),
  encoding: 'utf8',
});

/** A bus that has some events, and whose reading ends as told, or when it is closed. */
function clientOf(events: readonly BusEvent[], end: TailEnd | null) {
  const requests: unknown[] = [];
  const client = {
    async tail(request: unknown, onEvent: (one: BusEvent) => void) {
      requests.push(request);
      for (const one of events) onEvent(one);
      const ended = Promise.withResolvers<TailEnd>();
      if (end !== null) ended.resolve(end);
      return { ended: ended.promise, close: () => ended.resolve('complete') };
    },
  } as unknown as ControlClient;
  return { client, requests };
}

describe('tail on Kafka', () => {
  let printed: string[];
  let notes: string[];
  const options = {
    filter,
    print: ({ value }: BusEvent) => void printed.push(String(value)),
    note: (line: string) => void notes.push(line),
  };
  beforeEach(() => {
    [printed, notes] = [[], []];
  });

  it('prints what there is in the order of its time', async () => {
    const { client, requests } = clientOf([event(3), event(1), event(2)], 'complete');
    await printKafka(client, options);
    expect(printed).to.deep.equal(['1', '2', '3']);
    expect(notes).to.deep.equal([]);
    expect(requests).to.deep.equal([{ ...filter, from: 'start', follow: false }]);
  });

  it('keeps the newest 10,000, and says how many it leaves out', async () => {
    for (const count of [10_001, 20_000, 25_003]) {
      [printed, notes] = [[], []];
      const all = Array.from({ length: count }, (_, index) => event((index * 7919) % count));
      await printKafka(clientOf(all, 'complete').client, options);
      expect(printed.map(Number)).to.deep.equal(
        Array.from({ length: 10_000 }, (_, index) => count - 10_000 + index),
      );
      expect(notes).to.deep.equal([
        `${count - 10_000} older events are left out; ask for topics or a correlation to see them`,
      ]);
    }
  });

  it('counts keys and headers too, and keeps no more than 64 Mi characters', async () => {
    const large = 'x'.repeat(8 * 1024 * 1024);
    const all = Array.from({ length: 20 }, (_, index) => ({ ...event(index), headers: { large } }));
    await printKafka(clientOf(all, 'complete').client, options);
    expect(printed).to.have.length(7);
    expect(printed.at(-1)).to.equal('19');
    expect(notes[0]).to.match(/^13 older events/u);
  });

  it('fails when Kafka is lost, and prints nothing of what it read', async () => {
    const failure = await printKafka(clientOf([event(1)], 'disconnected').client, options).catch(
      (error: unknown) => error as Error,
    );
    expect((failure as Error).name).to.equal('CliError');
    expect(printed).to.deep.equal([]);
  });

  it('follows from now on, and fails when Kafka is lost for good', async () => {
    const { client, requests } = clientOf([event(2), event(1)], 'disconnected');
    const failure = await followKafka(client, options).catch((error: unknown) => error as Error);
    expect((failure as Error).name).to.equal('CliError');
    expect(printed).to.deep.equal(['2', '1']);
    expect(requests).to.deep.equal([{ ...filter, from: 'now', follow: true }]);
  });

  it('ends at a signal without a note, and leaves no listener behind', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const before = process.listeners(signal);
      const following = followKafka(clientOf([], null).client, options);
      await new Promise((resolve) => setImmediate(resolve));
      const added = process.listeners(signal).filter((listener) => !before.includes(listener));
      expect(added).to.have.length(1);
      // Sent to the listener alone: mocha has listeners of its own.
      (added[0] as () => void)();
      await following;
      expect(process.listeners(signal)).to.deep.equal(before);
    }
    expect(notes).to.deep.equal([]);
  });
});
