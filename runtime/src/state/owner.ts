/**
 * Owner of rows in a shared store: what the instances of a node have in common with each other, and with no other node.
 * The version is not part of it, because the versions of a node take over from each other.
 */
export interface Owner {
  readonly environment: string;
  readonly service: string;
  /** The node's name in its contract. */
  readonly node: string;
}

/** `local/billing/node_billing_payment_effect`. Different owners never have the same key. */
export function ownerKey({ environment, service, node }: Owner): string {
  return [environment, service, node].map((part) => encodeURIComponent(part.toWellFormed())).join('/');
}

/** The key under which runtime 0.1 stored the rows of this owner: the node's name alone. Null if it is the same. */
export function formerOwnerKey(owner: string): string | null {
  const last = owner.lastIndexOf('/');
  return last === -1 ? null : decodeURIComponent(owner.slice(last + 1));
}

interface OwningNode {
  readonly contract: { readonly name: string; readonly domain: string };
  readonly settings: { readonly environment: string; readonly serviceName: string | null };
}

/**
 * The owner of a node's state. The service is that of its consumer group: the setting, otherwise the class's field,
 * otherwise the domain.
 */
export function ownerOf(node: OwningNode): Owner {
  const { contract, settings } = node;
  const { serviceName } = node as { readonly serviceName?: unknown };
  const declared = typeof serviceName === 'string' && serviceName !== '' ? serviceName : contract.domain;
  return {
    environment: settings.environment,
    service: settings.serviceName ?? declared,
    node: contract.name,
  };
}
