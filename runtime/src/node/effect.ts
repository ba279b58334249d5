import type { Container } from './services/index.ts';
import type { Output } from './messages/index.ts';
import { OperationNode, type OperationNodeDefinition } from './operation-node.ts';

/** A node that does I/O, with one handler per operation. It publishes events. */
export abstract class NodeEffect extends OperationNode {
  constructor(container: Container, definition: OperationNodeDefinition) {
    super(container, 'effect', definition);
  }

  protected override completed(operation: string, result: object): Output {
    return {
      kind: 'event',
      topic: this.resultTopics.completed(operation),
      payload: result,
      payloadType: this.resultTopics.outputType(operation),
      operation,
      verdict: 'succeeded',
    };
  }
}
