import {
  contractCapabilities,
  declaredCapabilities,
  discoveredCapabilities,
  eventBusTopics,
} from './capabilities.ts';
import type { NodeProfile } from '../identity/index.ts';

/** Why a node announces itself. */
export type IntrospectionReason =
  'startup' | 'shutdown' | 'request' | 'heartbeat' | 'health_change' | 'capability_change';

export interface IntrospectionOptions {
  readonly reason: IntrospectionReason;
  readonly correlationId: string;
  /** State of the node's machine, if the whole node has one. */
  readonly currentState?: string | null;
}

/** Payload on the introspection topic. Readers refuse other keys. */
export function introspectionEvent(
  profile: NodeProfile,
  options: IntrospectionOptions,
): Record<string, unknown> {
  const { contract, nodeVersion } = profile;
  return {
    node_id: profile.nodeId,
    node_name: profile.nodeName,
    node_type: profile.nodeType,
    node_version: versionObject(nodeVersion),
    declared_capabilities: declaredCapabilities(contract),
    discovered_capabilities: discoveredCapabilities(contract),
    contract_capabilities: contractCapabilities(contract),
    endpoints: profile.healthUrl === null ? {} : { health: profile.healthUrl },
    current_state: options.currentState ?? null,
    reason: options.reason,
    correlation_id: options.correlationId,
    timestamp: new Date().toISOString(),
    metadata: {
      version: `${nodeVersion.major}.${nodeVersion.minor}.${nodeVersion.patch}`,
      environment: profile.environment,
      region: null,
      cluster: null,
      description: contract?.description ?? null,
      // Not part of the wire format, which allows more keys here. A registrar has no other source for them.
      domain: profile.domain,
      contract_hash: contract?.hash ?? null,
      started_at: new Date(performance.timeOrigin).toISOString(),
    },
    event_bus: eventBusTopics(profile),
  };
}

/** The three numbers and nothing else, because readers refuse a string or more keys. */
export function versionObject(version: NodeProfile['nodeVersion']): Record<string, number> {
  return { major: version.major, minor: version.minor, patch: version.patch };
}
