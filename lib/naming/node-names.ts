import type { NodeKind } from 'onex-runtime/contract';
import type { Domain, NodeName } from './names.ts';
import { toPascal } from './words.ts';

/** `node_billing_payment_effect`: folder, contract name and name on the wire. */
export function nodeFolder(domain: Domain, name: NodeName, kind: NodeKind): string {
  return `node_${domain.replaceAll('-', '_')}_${name}_${kind}`;
}

/** `NodePaymentEffect`. */
export function nodeClass(name: string, kind: NodeKind): string {
  return `Node${toPascal(name)}${toPascal(kind)}`;
}
