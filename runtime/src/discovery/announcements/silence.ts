import { monotonicNow } from '../../values/index.ts';

/**
 * The registry of the Python packages drops a node that it has not heard from for a minute, and then ignores its
 * heartbeats.
 */
const SILENT_MS = 60_000;

/** How long the mesh has not heard from a node. */
export interface Silence {
  /** Whether a registry may have dropped the node, so that it must announce itself again. */
  isLong(): boolean;
  /** The mesh has heard from the node. */
  end(): void;
}

/** Starts with the node's announcement. Two of its intervals never count as long. */
export function createSilence(heartbeatMs: number): Silence {
  let heard = monotonicNow();
  return {
    isLong: () => monotonicNow() - heard > Math.max(SILENT_MS, 2 * heartbeatMs),
    end: () => void (heard = monotonicNow()),
  };
}
