import type { FlowWindow } from './flow-window.ts';
import type { NodeProfile } from '../identity/index.ts';
import { versionObject } from './introspection-event.ts';

export interface Vitals {
  readonly uptimeSeconds: number;
  readonly activeOperations: number;
  readonly memoryMegabytes: number | null;
  /** 0 to 100, for one processor. Null before the first interval has passed. */
  readonly cpuPercent: number | null;
}

/** Payload on the heartbeat topic. No other keys are allowed in it. */
export function heartbeatEvent(
  profile: NodeProfile,
  vitals: Vitals,
  flow: FlowWindow | null = null,
): Record<string, unknown> {
  return {
    node_id: profile.nodeId,
    node_type: profile.nodeType,
    node_version: versionObject(profile.nodeVersion),
    uptime_seconds: vitals.uptimeSeconds,
    active_operations_count: vitals.activeOperations,
    memory_usage_mb: vitals.memoryMegabytes,
    cpu_usage_percent: vitals.cpuPercent,
    // Readers before omnibase-infra 0.38 refuse this key.
    ...(flow !== null && { flow_window: flow }),
    correlation_id: null,
    timestamp: new Date().toISOString(),
  };
}
