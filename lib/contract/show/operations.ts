import { messageFields, completedTopicOf, type Contract, type Field } from 'onex-runtime/contract';
import { fieldPlace, operationPlace } from '../diff/places.ts';
import { describeType } from '../diff/describe-type.ts';
import type { Origins, Row } from './origin.ts';

/** Lists the operations of a node, with the fields of each message. */
export function operationRows(contract: Contract, origins: Origins): Row[] {
  return contract.operations.flatMap((operation) => {
    const { name, idempotent, timeoutMs, requestTopics, failedTopic } = operation;
    const completedTopic = completedTopicOf(contract, operation);
    const declared = origins.at(operationPlace(name));
    const path = (...keys: readonly string[]): readonly string[] => ['operations', name, ...keys];
    const key = (...keys: readonly string[]): Row['source'] =>
      origins.ofKeys(...keys.map((one) => [...operationPlace(name)(origins.source), one]));
    return [
      ...fieldRows(contract, name, 'input', origins),
      ...fieldRows(contract, name, 'output', origins),
      { path: path('idempotent'), value: idempotent, source: key('idempotent') },
      { path: path('timeout_ms'), value: timeoutMs, source: key('timeout_ms', 'timeout_seconds') },
      ...requestTopics.map((topic, index): Row => ({
        path: path('requests', String(index)),
        value: topic,
        source: origins.ofTopic(topic),
      })),
      ...(requestTopics.length === 0
        ? [{ path: path('requests'), value: 'every topic that the node listens to', source: declared }]
        : []),
      ...(completedTopic === null
        ? []
        : [{ path: path('completed'), value: completedTopic, source: origins.ofTopic(completedTopic) }]),
      { path: path('failed'), value: failedTopic, source: origins.ofTopic(failedTopic) },
    ];
  });
}

function fieldRows(contract: Contract, operation: string, part: 'input' | 'output', origins: Origins): Row[] {
  const fields = messageFields(contract, operation, part);
  if (fields === null)
    return [{ path: ['operations', operation, part], value: 'any object', source: { from: 'default' } }];
  return fields.map((field) => ({
    path: ['operations', operation, part, field.name],
    value: fieldText(field),
    source: origins.at(fieldPlace(operation, part, [field.name])),
  }));
}

function fieldText({ type, required, default: byDefault }: Field): string {
  if (required) return describeType(type);
  return byDefault === undefined || byDefault === null
    ? `${describeType(type)}, optional`
    : `${describeType(type)}, ${JSON.stringify(byDefault)} when it is left out`;
}
