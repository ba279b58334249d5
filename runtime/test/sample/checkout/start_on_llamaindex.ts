import type { Container } from 'onex-runtime';
import { start } from 'onex-runtime/start';
import { NodeCheckoutOrchestrator } from './node.ts';

class NodeCheckoutOnLlamaIndex extends NodeCheckoutOrchestrator {
  constructor(container: Container) {
    super(container, 'llamaindex');
  }
}

await start(NodeCheckoutOnLlamaIndex, { entry: import.meta.url });
