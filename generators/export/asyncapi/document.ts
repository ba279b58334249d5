import { type Contract, messageFields } from 'onex-runtime/contract';
import { ANY, ENVELOPE, FAILURE, HEADERS } from './envelope.ts';
import { PartNames } from './names.ts';
import { nodeOperations, type OperationPart } from './operations.ts';
import { objectSchema, type ReferTo } from '../../../lib/contract/json-schema/index.ts';
import { hasPayload, payloadSchema } from './topic-payload.ts';

/** Returns schemas of a node's messages and of the models that its contract defines, by their names in the document. */
function nodeSchemas(contract: Contract, names: PartNames): Record<string, unknown> {
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
  // A model that the contract only names accepts any object.
  for (const model of open) schemas[names.of(node, model)] = { type: 'object', 'x-onex-model': model };
  return schemas;
}

/** The general information of a document. */
export interface DocumentInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

type Parts = Record<string, unknown>;

/** The parts of a document under construction. */
export interface Draft {
  readonly names: PartNames;
  readonly channels: Record<string, { address: string; messages: Parts }>;
  readonly operations: Parts;
  readonly messages: Parts;
  readonly schemas: Parts;
}

const refer = (...path: readonly string[]): object => ({ $ref: `#/${path.join('/')}` });

/** Creates an AsyncAPI 3 document of some nodes: their requests, results, published messages, and subscriptions. */
export function asyncapiDocument(contracts: readonly Contract[], info: DocumentInfo): object {
  const draft: Draft = { names: new PartNames(), channels: {}, operations: {}, messages: {}, schemas: {} };
  Object.assign(draft.schemas, {
    OnexEnvelope: ENVELOPE,
    OnexHeaders: HEADERS,
    OnexFailure: FAILURE,
    OnexAny: ANY,
  });
  for (const name of Object.keys(draft.schemas)) draft.names.of(name);
  for (const contract of contracts) {
    Object.assign(draft.schemas, nodeSchemas(contract, draft.names));
    for (const part of nodeOperations(contract, draft.names)) addOperation(contract, part, draft);
  }
  return {
    asyncapi: '3.0.0',
    info: { ...info, 'x-onex': { nodes: Object.fromEntries(contracts.map(nodeEntry)) } },
    defaultContentType: 'application/json',
    channels: draft.channels,
    operations: draft.operations,
    components: { messages: draft.messages, schemas: draft.schemas },
  };
}

function nodeEntry({ name, kind, nodeVersion, domain, description }: Contract): [string, object] {
  const { major, minor, patch } = nodeVersion;
  return [name, { kind, version: `${major}.${minor}.${patch}`, domain, description }];
}

function addOperation({ name: node }: Contract, part: OperationPart, draft: Draft): void {
  const { names } = draft;
  const key = names.of(node, ...part.id);
  const { reply, ...rest } = part;
  draft.operations[key] = {
    action: rest.action,
    ...(rest.summary === null ? {} : { summary: rest.summary }),
    ...channelAndMessage(rest.topic, rest.message, rest.payload, draft),
    ...(reply === null ? {} : { reply: channelAndMessage(reply.topic, reply.message, reply.payload, draft) }),
    'x-onex': { node, ...rest.extension },
  };
}

function channelAndMessage(topic: string, message: string, payload: string, draft: Draft): object {
  const channel = draft.names.of('channel', topic);
  draft.channels[channel] ??= { address: topic, messages: {} };
  draft.channels[channel].messages[message] = refer('components', 'messages', message);
  draft.messages[message] ??= {
    name: message,
    contentType: 'application/json',
    headers: refer('components', 'schemas', 'OnexHeaders'),
    correlationId: { location: '$message.payload#/correlation_id' },
    payload: {
      allOf: [
        refer('components', 'schemas', 'OnexEnvelope'),
        {
          type: 'object',
          required: ['payload'],
          properties: { payload: refer('components', 'schemas', payload) },
        },
      ],
    },
  };
  return { channel: refer('channels', channel), messages: [refer('channels', channel, 'messages', message)] };
}
