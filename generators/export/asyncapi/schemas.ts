import { messageFields, type Contract } from 'onex-runtime/contract';
import { objectSchema, type ReferTo } from '../../../lib/contract/json-schema/index.ts';
import type { PartNames } from './names.ts';
import { hasPayload, payloadSchema } from './topic-payload.ts';

/** Schemas of a node's messages and of the models that its contract defines, by their names in the document. */
export function nodeSchemas(contract: Contract, names: PartNames): Record<string, unknown> {
  const { name: node, operations, definitions } = contract;
  const open = new Set<string>();
  const referTo: ReferTo = (model) => {
    if (!Object.hasOwn(definitions, model)) open.add(model);
    return `#/components/schemas/${names.of(node, model)}`;
  };
  const schemas: Record<string, unknown> = {};
  for (const [model, fields] of Object.entries(definitions))
    schemas[names.of(node, model)] = { ...objectSchema(fields, referTo), 'x-onex-model': model };
  for (const { name } of operations) {
    for (const part of ['input', 'output'] as const)
      schemas[names.of(node, name, part)] = objectSchema(messageFields(contract, name, part), referTo);
  }
  for (const { type, payloadModel } of contract.intents)
    schemas[names.of(node, 'intent', type)] =
      payloadModel === null ? { type: 'object' } : { allOf: [{ $ref: referTo(payloadModel.name) }] };
  for (const [action, references] of [
    ['receive', contract.topics.subscribe],
    ['send', contract.topics.publish],
  ] as const)
    for (const reference of references.filter(hasPayload))
      schemas[names.of(node, action, reference.topic, 'payload')] = payloadSchema(reference, referTo);
  // A model that the contract only names takes any object.
  for (const model of open) schemas[names.of(node, model)] = { type: 'object', 'x-onex-model': model };
  return schemas;
}
