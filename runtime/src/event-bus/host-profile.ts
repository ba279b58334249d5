import { NODE_KINDS, type Contract, type NodeKind } from '../contract/model.ts';
import type { EventBusHost, NodeIdentity } from './host.ts';

/** A host with a contract is a node; any other is what its identity or its class name says. */
export function identityOf(host: EventBusHost, identity: NodeIdentity | undefined): NodeIdentity {
  if (identity !== undefined) return identity;
  const contract = contractOf(host);
  if (contract !== null) {
    const { name, kind, nodeVersion, domain } = contract;
    return { nodeName: name, nodeType: kind, nodeVersion, domain };
  }
  const nodeName = snakeCase(host.constructor.name) || 'node';
  return {
    nodeName,
    nodeType: kindIn(nodeName) ?? 'effect',
    nodeVersion: { major: 1, minor: 0, patch: 0 },
    domain: host.serviceName,
  };
}

/** The contract of a node of the runtime; null for any other class. */
export function contractOf(host: object): Contract | null {
  const contract = (host as { contract?: unknown }).contract;
  const isContract =
    typeof contract === 'object' && contract !== null && 'topics' in contract && 'operations' in contract;
  return isContract ? (contract as Contract) : null;
}

function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

function kindIn(nodeName: string): NodeKind | undefined {
  return NODE_KINDS.find((kind) => nodeName.split('_').includes(kind));
}
