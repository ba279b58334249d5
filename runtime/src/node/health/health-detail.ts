import type { NodeKind } from '../../contract/model.ts';

/** The response of `/health`, as JSON. */
export interface HealthDetail {
  /** A node that can answer never reports `unhealthy`, because the answer itself proves liveness. */
  readonly status: 'healthy' | 'degraded';
  readonly node: string;
  readonly kind: NodeKind;
  readonly version: string;
  readonly ready: boolean;
  /** Why the node is not ready, by source, such as `event-bus`. Empty when it is ready. */
  readonly problems: Readonly<Record<string, string>>;
  /** What the node works without, by source, such as `consul`. Absent if nothing is reported. */
  readonly degraded?: Readonly<Record<string, string>>;
  /** Number of messages in progress. */
  readonly in_flight: number;
  /** The message that has been in progress for longest. Null if there is none. */
  readonly oldest_in_progress: {
    /** Null until it is known. */
    readonly operation: string | null;
    readonly topic: string;
    readonly message_id: string;
    readonly age_seconds: number;
  } | null;
  readonly uptime_seconds: number;
  /** Further fields of a subclass or the bus, such as `event_bus: 'standalone'`. */
  readonly details: Readonly<Record<string, unknown>>;
}
