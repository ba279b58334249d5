import { quote } from 'onex-cli-kit';
import { toSnake } from '../../../naming/index.ts';
import { AsyncapiDocument, isRecord, textOf, type Spot } from './document.ts';
import { payloadOf } from './messages.ts';

/** An operation of the document, from the application's point of view. */
export interface ReadOperation {
  readonly spot: Spot;
  readonly action: 'receive' | 'send';
  /** In the contract's form. */
  readonly name: string;
  readonly description: string | null;
  readonly topic: string;
  readonly payload: Spot | null;
  readonly reply: { readonly topic: string; readonly payload: Spot | null } | null;
  /** From a document that onex exported; null in other documents. */
  readonly node: string | null;
  readonly role: 'request' | 'failed' | 'publishes' | 'listens' | null;
}

const TOPIC = /^onex\.(?:cmd|evt|dlq|intent|snapshot)\.[\w-]+\.[\w-]+\.v\d+$/;

/** Returns all operations on ONEX topics. Others are noted and dropped. */
export function readOperations(document: AsyncapiDocument): ReadOperation[] {
  const operations = document.entries(document.at(document.root, 'operations'));
  if (operations.length === 0)
    document.note(
      document.root,
      'the document has no operations; AsyncAPI 3 lists them under operations',
      'error',
    );
  return operations.flatMap((spot) => readOperation(document, document.resolve(spot), spot));
}

function readOperation(document: AsyncapiDocument, operation: Spot, spot: Spot): ReadOperation[] {
  const action = document.at(operation, 'action');
  if (action.value !== 'receive' && action.value !== 'send') {
    document.note(
      spot,
      `the operation is dropped: its action must be receive or send, found ${quote(action.value)}`,
    );
    return [];
  }
  const channel = channelOf(document, operation);
  if (channel === null) return [];
  const own = isRecord(operation.value) ? operation.value : {};
  const extension = isRecord(own['x-onex']) ? own['x-onex'] : {};
  for (const key of ['traits', 'bindings', 'security'])
    if (own[key] !== undefined)
      document.note(document.at(operation, key), `${key} of operations are dropped`);
  const reply = document.resolve(document.at(operation, 'reply'));
  return [
    {
      spot: operation,
      action: action.value,
      name: textOf(extension['operation']) ?? operationName(String(spot.path.at(-1))),
      description: textOf(own['summary']) ?? textOf(own['description']) ?? textOf(own['title']),
      topic: channel.topic,
      payload: payloadOf(document, operation, channel.spot),
      reply: reply.value === undefined ? null : replyOf(document, reply),
      node: textOf(extension['node']),
      role: roleOf(extension['role']),
    },
  ];
}

function roleOf(role: unknown): ReadOperation['role'] {
  return role === 'request' || role === 'failed' || role === 'publishes' || role === 'listens' ? role : null;
}

function operationName(key: string): string {
  return (
    key
      .split('.')
      .map((part) => toSnake(part.replaceAll(/[^\w-]+/g, '_')))
      .filter((part) => part !== '')
      .join('.') || 'execute'
  );
}

function replyOf(document: AsyncapiDocument, reply: Spot): ReadOperation['reply'] {
  if (document.at(reply, 'address').value !== undefined)
    document.note(
      document.at(reply, 'address'),
      'an address of replies in the message is dropped: a node answers on its own topic',
    );
  const channel = channelOf(document, reply);
  return channel === null
    ? null
    : { topic: channel.topic, payload: payloadOf(document, reply, channel.spot) };
}

function channelOf(
  document: AsyncapiDocument,
  of: Spot,
): { readonly spot: Spot; readonly topic: string } | null {
  const named = document.at(of, 'channel');
  if (named.value === undefined) return null;
  const spot = document.resolve(named);
  const address = document.at(spot, 'address');
  const topic = textOf(address.value);
  if (topic !== null && TOPIC.test(topic)) {
    for (const key of ['parameters', 'bindings', 'servers'])
      if (document.at(spot, key).value !== undefined)
        document.note(document.at(spot, key), `${key} of channels are dropped`);
    return { spot, topic };
  }
  const found = topic === null ? 'none' : quote(topic, 200);
  document.note(
    spot,
    `the channel is dropped: its address must be an ONEX topic such as onex.cmd.billing.payment-requested.v1, found ${found}`,
  );
  return null;
}
