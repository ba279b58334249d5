import type { NodeKind } from 'onex-runtime/contract';
import type { Domain, NodeName } from './names.ts';
import { stem } from './unique.ts';
import { toPascal } from './words.ts';

/** `node_billing_payment_effect`: folder, contract name and name on the wire. */
export function nodeFolder(domain: Domain, name: NodeName, kind: NodeKind): string {
  return `node_${domain.replaceAll('-', '_')}_${name}_${kind}`;
}

/**
 * The folder in `nodes/` of a node, by the name that its contract gives it. A contract's name is untrusted: other text
 * becomes a plain name before it names a folder.
 */
export function folderOfNode(name: string): string {
  return /^\w{1,100}$/.test(name) ? name : stem(name, 'node');
}

/** `NodePaymentEffect`. */
export function nodeClass(name: string, kind: NodeKind): string {
  return `Node${toPascal(name)}${toPascal(kind)}`;
}
