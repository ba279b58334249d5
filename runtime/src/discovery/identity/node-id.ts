import { ONEX_NAMESPACE, uuidv5 } from '../../event-bus/wire/index.ts';

/**
 * Id of an instance of a node: the same over restarts, and the same wherever it is computed, since nodes and registrar
 * both use it. A name's length is before it, so that `a`+`bc` and `ab`+`c` differ.
 */
export function nodeIdOf(serviceName: string, nodeName: string, instanceId: string): string {
  const name = [serviceName, nodeName, instanceId].map((part) => `${part.length}:${part}`).join('');
  return uuidv5(ONEX_NAMESPACE, name);
}
