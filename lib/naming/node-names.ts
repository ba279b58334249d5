import type { NodeKind } from 'onex-runtime/contract';
import type { Domain, NodeName } from './names.ts';
import { stem } from './unique.ts';
import { toPascal } from './words.ts';

/** Returns `node_billing_payment_effect`: the folder, the contract name, and the name on the wire. */
export function nodeFolder(domain: Domain, name: NodeName, kind: NodeKind): string {
  return `node_${domain.replaceAll('-', '_')}_${name}_${kind}`;
}

/**
 * Returns a node's folder in `nodes/`, by the name in its contract. That name is untrusted, so any other text is
 * converted to a plain name first.
 */
export function folderOfNode(name: string): string {
  return /^\w{1,100}$/.test(name) ? name : stem(name, 'node');
}

/** `NodePaymentEffect`. */
export function nodeClass(name: string, kind: NodeKind): string {
  return `Node${toPascal(name)}${toPascal(kind)}`;
}
