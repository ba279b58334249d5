import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type {
  EventTransport,
  InboundRecord,
  OutboundRecord,
  Subscription,
} from '../../../src/event-bus/index.ts';
import { until } from '../until.ts';

/** One bus that several transports, such as processes would have, are connected to. */
export interface TransportBench {
  /** A transport of its own on the same bus; closed by the suite. */
  open(): Promise<EventTransport>;
  /** Makes a topic with this many partitions; false when the bus cannot choose. */
  createTopic(topic: string, partitions: number): Promise<void>;
  /** Time for a member that leaves or dies to be noticed is up to the bus. */
  readonly partitions: number;
}

type Handle = (record: InboundRecord, signal: AbortSignal) => Promise<void>;

/** What every transport must do. Run against the in-memory log and against a Kafka broker. */
export function describeTransport(name: string, bench: () => TransportBench): void {
  describe(`${name} transport`, () => {
    let transports: EventTransport[];
    let topic: string;

    const open = async (): Promise<EventTransport> => {
      const transport = await bench().open();
      transports.push(transport);
      await transport.connect();
      return transport;
    };
    const record = (key: string | null, value: string, headers = {}): OutboundRecord => ({
      topic,
      key,
      value,
      headers,
    });
    const subscribe = (
      transport: EventTransport,
      groupId: string,
      handle: Handle,
      from: 'earliest' | 'latest' = 'earliest',
      takeOver?: string,
    ): Promise<Subscription> =>
      transport.subscribe({ groupId, topics: [topic], from, handle, ...(takeOver && { takeOver }) });
    const collect = (): { readonly values: string[]; readonly handle: Handle } => {
      const values: string[] = [];
      return {
        values,
        async handle({ value }) {
          values.push(String(value));
        },
      };
    };
    const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

    beforeEach(async () => {
      transports = [];
      topic = `onex.evt.test.t-${randomUUID()}.v1`;
      await bench().createTopic(topic, bench().partitions);
    });
    afterEach(async () => {
      await Promise.all(transports.map((transport) => transport.close()));
    });

    it('hands over key, value and headers byte for byte', async () => {
      const bus = await open();
      const seen: InboundRecord[] = [];
      await subscribe(bus, 'bytes', async (inbound) => void seen.push(inbound));
      const value = Buffer.from([0, 255, 10, 13, 128]);
      await bus.publish([{ topic, key: 'schlüssel', value, headers: { source: 'täst', empty: '' } }]);
      await bus.publish([{ topic, key: null, value: null, headers: {} }]);
      await until(() => seen.length === 2);
      const first = seen.find((inbound) => inbound.key !== null);
      const second = seen.find((inbound) => inbound.key === null);
      expect(first?.key?.toString()).to.equal('schlüssel');
      expect(first?.value?.equals(value)).to.equal(true);
      expect(first?.headers).to.deep.equal({ source: 'täst', empty: '' });
      expect(first?.topic).to.equal(topic);
      expect(first?.offset).to.be.a('bigint');
      expect(second).to.deep.include({ value: null, headers: {} });
    });

    it('keeps the order of one key, whatever other keys do', async () => {
      const bus = await open();
      const seen = new Map<string, string[]>();
      await subscribe(bus, 'order', async ({ key, value }) => {
        await sleep(Math.random() * 3);
        seen.set(String(key), [...(seen.get(String(key)) ?? []), String(value)]);
      });
      for (const value of numbers(20)) {
        await bus.publish([record('a', value), record('b', value), record('c', value)]);
      }
      await until(() => [...seen.values()].flat().length === 60);
      for (const key of ['a', 'b', 'c']) expect(seen.get(key), key).to.deep.equal(numbers(20));
    });

    it('gives every group every record', async () => {
      const bus = await open();
      const [one, other] = [collect(), collect()];
      await subscribe(bus, 'one', one.handle);
      await subscribe(bus, 'other', other.handle);
      await bus.publish(numbers(10).map((value) => record(value, value)));
      await until(() => one.values.length >= 10 && other.values.length >= 10);
      expect(one.values.toSorted()).to.deep.equal(numbers(10));
      expect(other.values.toSorted()).to.deep.equal(numbers(10));
    });

    it('shares the partitions among the members of a group, each record once', async () => {
      const [bus, second] = [await open(), await open()];
      const [one, other] = [collect(), collect()];
      await subscribe(bus, 'shared', one.handle);
      await subscribe(second, 'shared', other.handle);
      let sent = 0;
      await until(async () => {
        await bus.publish(numbers(20).map((value) => record(value, String(sent++))));
        await sleep(20);
        return one.values.length > 0 && other.values.length > 0;
      });
      await until(() => one.values.length + other.values.length >= sent);
      expect([...one.values, ...other.values].map(Number).toSorted((a, b) => a - b)).to.deep.equal(
        numbers(sent).map(Number),
      );
    });

    it('starts a new group at the earliest record, or at the end', async () => {
      const bus = await open();
      await bus.publish([record('k', 'before')]);
      const [earliest, latest] = [collect(), collect()];
      await subscribe(bus, 'earliest', earliest.handle, 'earliest');
      await subscribe(bus, 'latest', latest.handle, 'latest');
      await bus.publish([record('k', 'after')]);
      await until(() => earliest.values.length === 2 && latest.values.length === 1);
      expect(earliest.values).to.deep.equal(['before', 'after']);
      expect(latest.values).to.deep.equal(['after']);
    });

    it('goes on where the group stopped, when it comes back', async () => {
      const bus = await open();
      const [first, second] = [collect(), collect()];
      const subscription = await subscribe(bus, 'resumed', first.handle);
      await bus.publish([record('k', '1'), record('k', '2')]);
      await until(() => first.values.length === 2);
      await subscription.stop();
      await bus.publish([record('k', '3')]);
      await subscribe(await open(), 'resumed', second.handle);
      await until(() => second.values.length > 0);
      expect(first.values).to.deep.equal(['1', '2']);
      expect(second.values).to.deep.equal(['3']);
    });

    it('lets a group without offsets go on where an earlier one of its prefix stands', async () => {
      const bus = await open();
      const [old, renewed] = [collect(), collect()];
      const subscription = await subscribe(bus, 'node.consume.1.0.0', old.handle);
      await bus.publish([record('k', '1')]);
      await until(() => old.values.length === 1);
      await subscription.stop();
      await bus.publish([record('k', '2')]);
      await subscribe(bus, 'node.consume.1.1.0', renewed.handle, 'earliest', 'node.consume.');
      await until(() => renewed.values.length > 0);
      await sleep(20);
      expect(renewed.values).to.deep.equal(['2']);
    });

    it('delivers a record again, before any later one of its key, while its handler throws', async () => {
      const bus = await open();
      const seen: string[] = [];
      const errors: unknown[] = [];
      await bus.subscribe({
        groupId: 'again',
        topics: [topic],
        from: 'earliest',
        async handle({ value }) {
          seen.push(String(value));
          if (seen.length < 3) throw new Error(`failure ${seen.length}`);
        },
        onError: (error) => errors.push(error),
      });
      await bus.publish([record('k', 'hard'), record('k', 'easy')]);
      await until(() => seen.includes('easy'));
      expect(seen).to.deep.equal(['hard', 'hard', 'hard', 'easy']);
      expect(errors.map((error) => (error as Error).message)).to.deep.equal(['failure 1', 'failure 2']);
    });

    it('does not commit a record that failed: the next member gets it', async () => {
      const bus = await open();
      const tried = Promise.withResolvers<void>();
      const subscription = await subscribe(bus, 'left', async () => {
        tried.resolve();
        throw new Error('not today');
      });
      await bus.publish([record('k', 'kept')]);
      await tried.promise;
      await subscription.stop();
      const heir = collect();
      await subscribe(await open(), 'left', heir.handle);
      await until(() => heir.values.length > 0);
      expect(heir.values).to.deep.equal(['kept']);
    });

    it('finishes and commits what is in hand when it stops, and takes no more', async () => {
      const bus = await open();
      const started = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const done: string[] = [];
      let told = false;
      const subscription = await subscribe(bus, 'drained', async ({ value }, signal) => {
        signal.addEventListener('abort', () => (told = true));
        started.resolve();
        await release.promise;
        done.push(String(value));
      });
      await bus.publish(['1', '2', '3'].map((value) => record('k', value)));
      await started.promise;
      let stopped = false;
      const stopping = subscription.stop().then(() => (stopped = true));
      await until(() => told);
      expect(stopped).to.equal(false);
      release.resolve();
      await stopping;
      expect(done).to.deep.equal(['1']);
      const heir = collect();
      await subscribe(await open(), 'drained', heir.handle);
      await until(() => heir.values.length === 2);
      expect(heir.values).to.deep.equal(['2', '3']);
    });

    it('stops a subscription more than once without harm', async () => {
      const bus = await open();
      const subscription = await subscribe(bus, 'twice', collect().handle);
      await Promise.all([subscription.stop(), subscription.stop()]);
      await subscription.stop();
    });

    it('refuses to publish once it is closed', async () => {
      const bus = await open();
      await bus.close();
      const error = await bus.publish([record('k', 'v')]).catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    });
  });
}
