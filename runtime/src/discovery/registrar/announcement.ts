import { type RegisteredNode, nodeOfIntrospection } from '../consul/index.ts';

/** An announcement of a node on the introspection topic. */
export interface Announcement {
  readonly node: RegisteredNode;
  readonly leaves: boolean;
  /** When the announcement was made, in ms since 1970. */
  readonly at: number;
  /** When the process that made it started, in ms since 1970. Null if it is not stated. */
  readonly startedAt: number | null;
}

/**
 * Reads an announcement. Null if the node cannot be registered. `receivedAt` is used if the announcement has no time.
 */
export function readAnnouncement(payload: unknown, receivedAt: number): Announcement | null {
  const node = nodeOfIntrospection(payload);
  if (node === null) return null;
  const { reason, timestamp, metadata } = payload as Readonly<Record<string, unknown>>;
  const startedAt = (metadata as { started_at?: unknown } | null | undefined)?.started_at;
  return {
    node,
    leaves: reason === 'shutdown',
    at: timeOf(timestamp) ?? receivedAt,
    startedAt: timeOf(startedAt),
  };
}

/** Reads the ID of the node and the time from a heartbeat. */
export function readHeartbeat(payload: unknown, receivedAt: number): { nodeId: string; at: number } {
  const { node_id: nodeId, timestamp } = (payload ?? {}) as Readonly<Record<string, unknown>>;
  return { nodeId: String(nodeId).toLowerCase(), at: timeOf(timestamp) ?? receivedAt };
}

const LONGEST_AHEAD_MS = 86_400_000;

/** Null for a text that is not a time, and for a time so far ahead that no announcement of the node could follow it. */
function timeOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const isLocal = /T[\d:.]+$/u.test(text);
  const time = Date.parse(isLocal ? `${text}Z` : text);
  return Number.isNaN(time) || time > Date.now() + LONGEST_AHEAD_MS ? null : time;
}
