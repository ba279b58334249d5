import { randomUUID } from 'node:crypto';
import { contractText } from '../../../contract/contract-text.ts';
import { versionObject } from '../introspection-event.ts';
import type { NodeProfile } from '../../identity/index.ts';

export interface Occasion {
  readonly topic: string;
  readonly correlationId: string;
}

/** ModelContractRegisteredEvent of omnibase-core. Null if the text of the contract is not known. */
export function contractRegistered(profile: NodeProfile, occasion: Occasion): object | null {
  const text = profile.contract === null ? null : contractText(profile.contract);
  if (text === null) return null;
  return { ...common(profile, occasion), contract_hash: profile.contract?.hash, contract_yaml: text };
}

/** ModelContractDeregisteredEvent of omnibase-core. Null for a host without a contract. */
export function contractDeregistered(profile: NodeProfile, occasion: Occasion): object | null {
  return profile.contract === null ? null : { ...common(profile, occasion), reason: 'shutdown' };
}

/** ModelNodeStateChangeEvent of omnimarket, in which every state but `active` is inactive. */
export function nodeStateChange({ nodeName }: NodeProfile): object {
  return {
    node_name: nodeName,
    new_state: 'stopped',
    health_status: 'stopped',
    timestamp: new Date().toISOString(),
  };
}

function common(profile: NodeProfile, { topic, correlationId }: Occasion): object {
  return {
    event_id: randomUUID(),
    correlation_id: correlationId,
    timestamp: new Date().toISOString(),
    source_node_id: profile.nodeId,
    event_type: topic,
    node_name: profile.nodeName,
    node_version: versionObject(profile.nodeVersion),
  };
}
