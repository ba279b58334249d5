/** Marks the prototype of a runtime node. A registered symbol, because a process can load this package twice. */
const RUNTIME_NODE: unique symbol = Symbol.for('onex.runtime.node') as never;

/** Marks objects with this prototype as runtime nodes, whose public fields the event bus may use. */
export function markRuntimeNode<T extends object>(prototype: T): T {
  return Object.defineProperty(prototype, RUNTIME_NODE, { value: true });
}

/**
 * Whether the object is a runtime node. Only its prototypes are inspected. No member of the object itself is read,
 * because a getter of any other object could run code of its owner.
 */
export function isRuntimeNode(object: object): boolean {
  for (
    let prototype: unknown = Object.getPrototypeOf(object);
    typeof prototype === 'object' && prototype !== null;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    if (Object.hasOwn(prototype, RUNTIME_NODE)) return true;
  }
  return false;
}
