import { randomUUID } from 'node:crypto';
import { DEFAULT_BACKOFF, persist } from '../../event-bus/retry/index.ts';
import type { EventTransport, InboundRecord } from '../../event-bus/transports/index.ts';
import { HEARTBEAT_TOPIC, INTROSPECTION_TOPIC } from '../../event-bus/wire/index.ts';

/** Reads topics without a consumer group, as `KafkaReader` does. */
export interface AnnouncementReader {
  follow(options: {
    readonly topics: readonly string[];
    readonly from: 'now';
    readonly onRecord: (record: InboundRecord) => unknown;
    readonly onTrouble: (error: Error | null) => void;
  }): Promise<{ readonly ended: Promise<void>; refresh(): Promise<unknown>; stop(): void }>;
}

export interface ListenOptions {
  /** If absent, the transport's own consumer group is used, which is separate for every registrar. */
  readonly reader?: AnnouncementReader | undefined;
  readonly transport: EventTransport;
  readonly environment: string;
  readonly handle: (record: InboundRecord) => Promise<void>;
  /** Called with the reason why announcements are not read, and with null when they are read. */
  readonly onProblem: (problem: string | null, condition: string) => void;
  /** Called when reading has restarted, because announcements may have been missed. */
  readonly onGap: () => void;
}

export interface Listening {
  /** Finds partitions that were added. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

const TOPICS = [INTROSPECTION_TOPIC, HEARTBEAT_TOPIC];
/** Maximum number of announcements handled at the same time. Reading waits while it is reached. */
const MOST_AT_ONCE = 64;

/**
 * Reads the announcements of nodes from now on. Resolves when none can be missed any longer.
 * @throws OnexError EVENT_BUS_ERROR.
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { reader, transport, environment, handle, onProblem } = options;
  if (reader !== undefined) return listenAlone(reader, options);
  const { stop } = await transport.subscribe({
    groupId: `${environment}.onex.registrar.consume-${randomUUID()}.1.0.0`,
    topics: TOPICS,
    from: 'latest',
    onProblem,
    handle,
  });
  return { refresh: async () => {}, stop };
}

async function listenAlone(
  reader: AnnouncementReader,
  { handle, onProblem, onGap }: ListenOptions,
): Promise<Listening> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pending = new Set<Promise<void>>();
  const follow = () =>
    reader.follow({
      topics: TOPICS,
      from: 'now',
      onRecord(record) {
        const handled = handle(record).finally(() => pending.delete(handled));
        pending.add(handled);
        return pending.size < MOST_AT_ONCE ? undefined : Promise.race(pending);
      },
      onTrouble: (error) => onProblem(error?.message ?? null, 'reading'),
    });
  let following = await follow();

  const keepFollowing = async (): Promise<void> => {
    while (!signal.aborted) {
      const failure = await following.ended.then(
        () => null,
        (error: unknown) => error as Error,
      );
      if (signal.aborted || failure === null) return;
      onProblem(failure.message, 'reading');
      const again = await persist(follow, {
        signal,
        backoff: DEFAULT_BACKOFF,
        onProblem: (error) => onProblem(error.message, 'reading'),
      });
      if (again === undefined) return;
      following = again;
      if (signal.aborted) following.stop();
      onProblem(null, 'reading');
      onGap();
    }
  };
  const running = keepFollowing();
  return {
    async refresh() {
      await following.refresh().catch(() => {});
    },
    async stop() {
      stopping.abort();
      following.stop();
      await running;
      await Promise.all(pending);
    },
  };
}
