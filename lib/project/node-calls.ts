/** `a_b_c`, `b_c`, `c`. */
const endings = (words: readonly string[]): string[] => words.map((_, index) => words.slice(index).join('_'));

/** The name of a node's folder, which may be in a subfolder of `nodes/`: `sales/node_billing_payment_effect`. */
export function folderName(node: string): string {
  return node.slice(node.lastIndexOf('/') + 1);
}

/**
 * Returns the names of a node other than its full name, shortest first: `payment`, `billing_payment`, `payment_effect`
 * …
 */
export function callsOf(node: string): readonly string[] {
  const parts = folderName(node)
    .replace(/^node_/, '')
    .split('_');
  return [...endings(parts.slice(0, -1)).toReversed(), ...endings(parts).toReversed()];
}

/** Whether the typed name refers to this node. */
export function isCalled(node: string, wanted: string): boolean {
  const name = wanted.toLowerCase().replaceAll('-', '_');
  return folderName(node) === name || callsOf(node).includes(name);
}

/**
 * Returns the shortest unambiguous name of this node.
 * @param nodes Full names.
 */
export function shortName(node: string, nodes: readonly string[]): string {
  const isItsOwn = (call: string): boolean => nodes.filter((other) => isCalled(other, call)).length === 1;
  return callsOf(node).find(isItsOwn) ?? folderName(node);
}
