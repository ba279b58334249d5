import type { NodeKind } from '../../contract/model.ts';

/** What `/health` says, as JSON. */
export interface HealthDetail {
  /** `unhealthy` is never said by a node that can answer: liveness is the answer itself. */
  readonly status: 'healthy' | 'degraded';
  readonly node: string;
  readonly kind: NodeKind;
  readonly version: string;
  readonly ready: boolean;
  /** What keeps the node from being ready, by source, such as `event-bus`; empty when it is ready. */
  readonly problems: Readonly<Record<string, string>>;
  /** What the node works without, by source, such as `consul`; absent: nothing is reported. */
  readonly degraded?: Readonly<Record<string, string>>;
  /** Messages being worked on. */
  readonly in_flight: number;
  /** The message that has been in progress for longest; null when there is none. */
  readonly oldest_in_progress: {
    /** Null until it is known. */
    readonly operation: string | null;
    readonly topic: string;
    readonly message_id: string;
    readonly age_seconds: number;
  } | null;
  readonly uptime_seconds: number;
  /** Whatever a subclass or the bus adds, such as `event_bus: 'standalone'`. */
  readonly details: Readonly<Record<string, unknown>>;
}
