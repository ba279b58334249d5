import { toPascal } from '../../../naming/index.ts';
import type { ReadNode } from './nodes.ts';
import type { NodeMessages, NodeOperation } from './operations-of-node.ts';
import type { ContractSchemas } from './schemas.ts';

const FIRST_VERSION = { major: 1, minor: 0, patch: 0 };
const LONGEST_OPERATION_MS = { compute: 1000, orchestrator: 300_000 };

/** Returns a node's contract as plain data, in the order in which it is written. */
export function contractValue(
  node: ReadNode,
  messages: NodeMessages,
  schemas: ContractSchemas,
): Record<string, unknown> {
  const { name, kind, domain, description, version } = node;
  const [major = 1, minor = 0, patch = 0] = version.split('.').map(Number);
  const models = `${domain.replaceAll('-', '_')}.nodes.${name}.models.Model${toPascal(baseOf(node))}`;
  const operations = messages.operations.map((operation) =>
    operationValue(operation, kind === 'effect', schemas),
  );
  const { definitions } = schemas;
  return {
    name,
    contract_version: FIRST_VERSION,
    node_version: { major, minor, patch },
    node_type: `${kind.toUpperCase()}_GENERIC`,
    description,
    input_model: `${models}Input`,
    output_model: `${models}Output`,
    event_bus: {
      version: FIRST_VERSION,
      subscribe_topics: messages.subscribe,
      publish_topics: messages.publish,
    },
    ...(kind === 'effect' ? { io_operations: operations } : {}),
    ...(kind === 'compute' || kind === 'orchestrator'
      ? { performance: { single_operation_max_ms: LONGEST_OPERATION_MS[kind] } }
      : {}),
    ...(kind === 'compute'
      ? {
          algorithm: {
            algorithm_type: 'weighted_factor_algorithm',
            factors: { primary: { weight: 1, calculation_method: 'linear' } },
          },
        }
      : {}),
    ...routingValue(messages, name),
    annotations: {
      domain,
      ...(kind === 'effect' ? {} : { operations }),
      ...(Object.keys(definitions).length === 0 ? {} : { definitions }),
    },
  };
}

function baseOf({ name, domain, kind }: ReadNode): string {
  return (
    name
      .replace(/^node_/, '')
      .replace(`${domain.replaceAll('-', '_')}_`, '')
      .replace(new RegExp(`_${kind}$`), '') || 'node'
  );
}

function operationValue(
  { name, description, input, output }: NodeOperation,
  isEffect: boolean,
  schemas: ContractSchemas,
): object {
  const [takes, answers] = [
    schemas.payload(input, `the input of operation ${JSON.stringify(name)}`),
    schemas.payload(output, `the output of operation ${JSON.stringify(name)}`),
  ];
  return {
    operation: name,
    ...(isEffect ? { operation_type: name } : {}),
    ...(description === null ? {} : { description }),
    ...(takes === null ? {} : { input_fields: takes }),
    ...(answers === null ? {} : { output_fields: answers }),
  };
}

/** States which topic carries which operation, unless every topic carries every operation. */
function routingValue({ operations }: NodeMessages, name: string): object {
  const all = new Set(operations.flatMap(({ requestTopics }) => requestTopics));
  if (operations.every(({ requestTopics }) => requestTopics.length === all.size)) return {};
  const isOwn =
    new Set(operations.map(({ requestTopics }) => requestTopics.join())).size === operations.length;
  const handlers = operations.flatMap((operation) =>
    operation.requestTopics.map((topic) => ({
      handler: { name: `Handler${toPascal(operation.name)}`, module: `${name}.handlers` },
      operation: operation.name,
      topic,
    })),
  );
  return {
    handler_routing: {
      version: FIRST_VERSION,
      routing_strategy: isOwn ? 'topic_match' : 'operation_match',
      handlers,
    },
  };
}
