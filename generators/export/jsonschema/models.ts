import { messageFields, type Contract } from 'onex-runtime/contract';
import { objectSchema, type ReferTo } from '../../../lib/contract/json-schema/index.ts';

/**
 * Returns the JSON Schema (draft 7) of a node's models: `OPERATION.input`, `OPERATION.output`, and the models of its
 * contract.
 */
export function nodeModels(contract: Contract, base = '#'): object {
  const { name, description, operations, definitions } = contract;
  const schemas: Record<string, unknown> = {};
  const open = new Set<string>();
  const referTo: ReferTo = (model) => {
    if (!Object.hasOwn(definitions, model)) open.add(model);
    return `${base}/definitions/${pointer(model)}`;
  };
  for (const [model, fields] of Object.entries(definitions)) schemas[model] = objectSchema(fields, referTo);
  for (const operation of operations) {
    for (const part of ['input', 'output'] as const)
      schemas[`${operation.name}.${part}`] = objectSchema(
        messageFields(contract, operation.name, part),
        referTo,
      );
  }
  for (const model of open) schemas[model] = { type: 'object' };
  return { title: name, description, definitions: schemas };
}

/** A name as a part of a JSON pointer in a URI. */
const pointer = (name: string): string =>
  encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Returns one document for some nodes, each under its name. */
export function modelsDocument(contracts: readonly Contract[]): object {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  const [only] = contracts;
  if (only !== undefined && contracts.length === 1) return { $schema, ...nodeModels(only) };
  return {
    $schema,
    nodes: Object.fromEntries(
      contracts.map((contract) => [contract.name, nodeModels(contract, `#/nodes/${pointer(contract.name)}`)]),
    ),
  };
}
