import { quote } from 'onex-cli-kit';
import type { Contract, Operation } from 'onex-runtime/contract';
import { operationLimitMs, stepTimeoutMs, topicName } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { uniqueStems } from '../../naming/index.ts';
import type { StepAnswer } from './answers.ts';

/** A step as the contract stores it: its part in the graph, and the data that has no key in the strict contract. */
export interface StepText {
  readonly graph: {
    readonly node_id: string;
    readonly node_type: string;
    readonly depends_on: readonly string[];
  };
  readonly notes: {
    readonly node: string;
    readonly operation: string;
    readonly compensation?: string;
    readonly timeout_ms: number;
  };
  readonly topics: {
    readonly command_topic: string;
    readonly completed_topic: string;
    readonly failed_topic: string;
  };
}

/** Returns the steps in the given order. Each waits for the one before and is named after its operation and node. */
export function stepTexts(steps: readonly StepAnswer[]): readonly StepText[] {
  const chosen = steps.map((step) => ({ contract: step.contract, operation: operationOf(step) }));
  const ids = uniqueStems(
    chosen.map(({ contract, operation }) => `${operation.name}_${contract.baseName}`),
    'step',
  );
  return chosen.map(({ contract, operation }, index) => {
    const id = ids[index] as string;
    const before = ids[index - 1];
    const compensation = undoOf(contract, operation.name);
    return {
      graph: {
        node_id: id,
        node_type: `${contract.kind.toUpperCase()}_GENERIC`,
        depends_on: before === undefined ? [] : [before],
      },
      notes: {
        node: contract.name,
        operation: operation.name,
        ...(compensation === null ? {} : { compensation }),
        timeout_ms: stepTimeoutMs(operationLimitMs(contract, [operation.name, compensation])),
      },
      topics: {
        command_topic: commandTopic(contract, operation),
        completed_topic: operation.completedTopic,
        failed_topic: operation.failedTopic,
      },
    };
  });
}

function operationOf({ contract, operation }: StepAnswer): Operation {
  const found =
    operation === null ? contract.operations[0] : contract.operations.find(({ name }) => name === operation);
  if (found !== undefined) return found;
  const known = contract.operations.map(({ name }) => name).join(', ');
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `The step ${contract.name}:${quote(operation ?? '')} names an operation that ${contract.name} does not have; ` +
      `it has ${known}.`,
    { docs: 'reference.md#steps' },
  );
}

function commandTopic(contract: Contract, operation: Operation): string {
  const command = contract.topics.subscribe.find(({ category }) => category === 'COMMAND');
  return (
    operation.requestTopics[0] ??
    command?.topic ??
    contract.topics.subscribe[0]?.topic ??
    topicName('cmd', contract.domain, `${contract.baseName}-requested`)
  );
}

/** Returns the operation that undoes another, if its node has it: `create` is undone by `delete`. */
function undoOf(contract: Contract, operation: string): string | null {
  const undo = new Map([
    ['create', 'delete'],
    ['reserve', 'release'],
    ['charge', 'refund'],
    ['start', 'stop'],
    ['open', 'close'],
  ]).get(operation);
  return undo !== undefined && contract.operations.some(({ name }) => name === undo) ? undo : null;
}
