import { ONEX_NAMESPACE, uuidv5 } from '../../event-bus/wire/index.ts';

/**
 * ID of an instance of a node. It is the same after restarts, and wherever it is computed, because nodes and registrars
 * both use it. Each name is preceded by its length, so `a`+`bc` and `ab`+`c` differ.
 */
export function nodeIdOf(serviceName: string, nodeName: string, instanceId: string): string {
  const name = [serviceName, nodeName, instanceId].map((part) => `${part.length}:${part}`).join('');
  return uuidv5(ONEX_NAMESPACE, name);
}
