import { NODE_KINDS, type Contract, type NodeKind } from '../../contract/model.ts';
import { OnexError } from '../../errors/index.ts';
import type { EventBusHost, NodeIdentity } from './host.ts';

/**
 * Who a host is: the given identity, otherwise the contract or the class name of a runtime node.
 * @param node null: the host is not a runtime node
 * @throws OnexError INVALID_PARAMETER if a host that is not a runtime node is given no identity
 */
export function identityOf(node: EventBusHost | null, identity: NodeIdentity | undefined): NodeIdentity {
  if (identity !== undefined) return identity;
  if (node === null) {
    throw new OnexError(
      'INVALID_PARAMETER',
      'openEventBus needs the identity of an object that is not a runtime node: pass { nodeName, nodeType, nodeVersion, domain }',
    );
  }
  const contract = contractOf(node);
  if (contract !== null) {
    const { name, kind, nodeVersion, domain } = contract;
    return { nodeName: name, nodeType: kind, nodeVersion, domain };
  }
  const nodeName = snakeCase(node.constructor.name) || 'node';
  return {
    nodeName,
    nodeType: kindIn(nodeName) ?? 'effect',
    nodeVersion: { major: 1, minor: 0, patch: 0 },
    domain: node.serviceName,
  };
}

/** The contract of a runtime node; null if it has none. */
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
