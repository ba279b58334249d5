import { didYouMean } from 'onex-cli-kit';
import { CliError } from '../cli-error.ts';
import type { NodeDescription, OperationDescription } from '../control/index.ts';
import { selectNode } from '../project/index.ts';
import { requireKnownTopic } from '../tail/index.ts';

/** The destination of a message, and who is expected to answer. */
export interface Target {
  readonly topic: string;
  /** null: sent to a topic by its name. */
  readonly node: NodeDescription | null;
  readonly operation: OperationDescription | null;
  /** Nodes whose answer counts. Empty if nobody answers. */
  readonly answering: readonly NodeDescription[];
}

/**
 * Reads `TOPIC`, `NODE` or `NODE:OPERATION`. `existing` are topics of the bus that may not be a node's of the project.
 * @throws CliError when there is no such topic, node or operation, or the node takes no messages.
 */
export function resolveTarget(
  typed: string,
  nodes: readonly NodeDescription[],
  existing: readonly string[] = [],
): Target {
  const [word = '', operationName] = splitOnce(typed, ':');
  if (isTopic(word, nodes) || existing.includes(word)) {
    if (operationName !== undefined) {
      throw new CliError(
        `A topic takes no operation: put it into the JSON as "operation" and send to ${word}`,
      );
    }
    requireKnownTopic(word, nodes, existing);
    const answering = nodes.filter((node) => node.onBus && node.subscribes.includes(word));
    return { topic: word, node: null, operation: null, answering };
  }
  const node = selectNode(word, nodes);
  const operation = operationName === undefined ? soleOperation(node) : findOperation(node, operationName);
  const topic = operation?.topic ?? node.topic ?? (node.onBus ? null : `onex.cmd.direct.${node.kind}.v1`);
  if (topic === null) throw new CliError(`${node.name} subscribes to no topic, so nothing can be sent to it`);
  return { topic, node, operation, answering: [node] };
}

function isTopic(word: string, nodes: readonly NodeDescription[]): boolean {
  return word.startsWith('onex.') || nodes.some(({ subscribes }) => subscribes.includes(word));
}

function soleOperation(node: NodeDescription): OperationDescription | null {
  return node.operations.length === 1 ? node.operations[0]! : null;
}

function findOperation(node: NodeDescription, name: string): OperationDescription {
  const operation = node.operations.find((candidate) => candidate.name === name);
  if (operation !== undefined) return operation;
  const names = node.operations.map((candidate) => candidate.name);
  const there = names.length === 0 ? 'It has no operations' : `It has: ${names.join(', ')}`;
  throw new CliError(`${node.name} has no operation "${name}".${didYouMean(name, names)} ${there}`);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
