import type { BusLogger } from '../../../observability/index.ts';
import type { EventTransport } from '../../../transports/index.ts';
import type { DeduplicationStore } from '../store.ts';
import { DEFAULT_RETENTION_MS } from './retention.ts';

export interface CoverOptions {
  readonly transport: Pick<EventTransport, 'retentionMs'>;
  readonly store: Pick<DeduplicationStore, 'retain'>;
  /** Topics whose messages are deduplicated. */
  readonly topics: readonly string[];
  /** The configured window. Null: as long as the topics retain records. */
  readonly configuredMs: number | null;
  readonly logger: BusLogger;
  /** Called with the window that applies, in ms. */
  readonly onWindow: (ms: number) => void;
}

/** The window for topics that retain records without a limit. */
const UNLIMITED_WINDOW_MS = 30 * 86_400_000;
const REMEDY = 'Set ONEX_DEDUPLICATION_WINDOW.';

/**
 * Makes the store retain answers at least as long as the bus retains records of the topics, or as long as configured,
 * and warns if a record can outlive its answer. If the bus does not report its retention, the configured or default
 * window applies.
 */
export async function coverRetention(options: CoverOptions): Promise<void> {
  const { transport, store, topics, configuredMs, logger, onWindow } = options;
  if (store.retain === undefined) return;
  const apply = (ms: number): void => {
    store.retain?.(ms);
    onWindow(ms);
  };
  if (transport.retentionMs === undefined || topics.length === 0) {
    apply(configuredMs ?? DEFAULT_RETENTION_MS);
    return;
  }
  let retention: ReadonlyMap<string, number | null>;
  try {
    retention = await transport.retentionMs(topics);
  } catch (error) {
    const ms = configuredMs ?? DEFAULT_RETENTION_MS;
    apply(ms);
    logger.warn(
      { topics, error },
      `the retention of the topics is unknown; answers are stored for ${days(ms)}. ` +
        `Grant the right DescribeConfigs on the topics, or compare the window with their retention.ms.`,
    );
    return;
  }
  const unlimited = [...retention].filter(([, ms]) => ms === null).map(([topic]) => topic);
  const longest = Math.max(0, ...[...retention.values()].map((ms) => ms ?? 0));
  const ms = configuredMs ?? Math.max(longest, unlimited.length > 0 ? UNLIMITED_WINDOW_MS : 0);
  apply(ms);
  if (unlimited.length > 0 && configuredMs === null) {
    logger.warn(
      { topics: unlimited, window_ms: ms },
      `records of ${unlimited.join(', ')} are retained without a limit, and answers are stored for ${days(ms)}: ` +
        `a message that is redelivered later is handled again. ${REMEDY}`,
    );
  }
  const outlived = [...retention].filter(([, kept]) => (kept ?? 0) > ms);
  for (const [topic, kept] of outlived) {
    logger.warn(
      { topic, window_ms: ms, retention_ms: kept },
      `records of ${topic} are retained for up to ${days(kept ?? 0)}, and answers are stored for ${days(ms)}: ` +
        `a message that is redelivered later is handled again. Set ONEX_DEDUPLICATION_WINDOW to more.`,
    );
  }
}

function days(ms: number): string {
  const value = Math.round((ms / 86_400_000) * 10) / 10;
  return value === 1 ? '1 day' : `${value} days`;
}
