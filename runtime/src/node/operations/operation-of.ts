import type { Contract } from '../../contract/model.ts';
import { ContentError } from '../../errors/index.ts';
import { namedOperations, taggedOperation, topicCategory } from '../../event-bus/wire/index.ts';
import type { Message } from '../messages/index.ts';
import { operationFieldOf, type HasOperationField } from './operation-field.ts';
import { bestRoute } from './route-match.ts';

/** The fields of a payload, and the operation that they are for. */
export interface Request {
  readonly operation: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Whether the model of an operation accepts the given fields. */
export type Accepts = (operation: string, fields: Readonly<Record<string, unknown>>) => boolean;

/** What is known about the models of a node's operations. */
export interface OperationModels {
  readonly accepts?: Accepts;
  /** Default: what the contract says. */
  readonly hasOperationField?: HasOperationField;
}

/**
 * The operation that a message asks for. It is the first of these that the node has: the operations that its header,
 * its tag, and its payload name; the one whose route the message fits (payload type, event type, topic); the only one
 * of the topic, or of the node; if the contract routes by payload type, the only one whose model accepts the payload;
 * that of the default handler.
 *
 * The fields are the payload without the `operation` that onex-runtime 0.1 wrote into it, except where the operation's
 * own model has such a field. A header that names no operation of the node is ignored: it may belong to a trace.
 * @throws ContentError if the payload is not an object, or the operation is unknown or missing.
 */
export function requestOf(
  contract: Contract,
  operations: readonly string[],
  message: Message,
  { accepts, hasOperationField = operationFieldOf(contract) }: OperationModels = {},
): Request {
  const { payload, topic, envelope } = message;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new ContentError(`The payload on ${topic} is not a JSON object.`);
  }
  const whole = payload as Readonly<Record<string, unknown>>;
  const { operation: inPayload, ...others } = whole;
  const carried = operationsOn(contract, operations, topic);
  // The sender of an event names its own operation, which may have the same name as another one of this node.
  const isEvent = topicCategory(topic) === 'EVENT';
  const possible = isEvent && carried.length > 0 ? carried : operations;
  const isKnown = (name: unknown): name is string => typeof name === 'string' && possible.includes(name);
  const presentName = presentNames(contract);
  const request = (operation: string): Request => {
    const isOwn = hasOperationField(operation) || !(inPayload == null || isKnown(presentName(inPayload)));
    const isFormer = presentName(inPayload) !== inPayload;
    return { operation, fields: isOwn ? (isFormer ? { ...others, operation } : whole) : others };
  };

  const named = namedOperations(envelope);
  const chosen = [...named, inPayload].map(presentName).find(isKnown);
  if (chosen !== undefined) return request(chosen);
  const { routes, strategy } = contract.routing;
  const best = bestRoute(routes, message)?.operations[0];
  const routed = best ?? (isEvent ? onlyOne(carried) : undefined);
  // If messages are routed by topic or type, `operation` may be an ordinary field of the payload.
  if (isKnown(routed) && (strategy !== 'operation_match' || isEvent)) return request(routed);
  const refuses = taggedOperation(envelope) !== null && topicCategory(topic) === 'COMMAND';
  const isForeign = inPayload != null && !operations.some((name) => hasOperationField(name));
  if (refuses || isForeign) {
    throw new ContentError(
      `The message on ${topic} names an operation that ${contract.name} does not have; ` +
        `it has ${operations.join(', ')}.`,
    );
  }
  const fallback =
    (isKnown(routed) ? routed : undefined) ??
    onlyOne(carried) ??
    onlyOne(operations) ??
    (strategy === 'payload_type_match' && accepts !== undefined
      ? onlyOne(operations.filter((name) => accepts(name, others)))
      : undefined) ??
    defaultOperation(contract, operations);
  if (fallback !== undefined) return request(fallback);
  throw new ContentError(
    `The message on ${topic} names no operation; ${contract.name} has ${operations.join(', ')}.`,
  );
}

/** The current name of an operation, by the name that a message uses. */
function presentNames({ operations }: Contract): (name: unknown) => unknown {
  const former = new Map(
    operations.flatMap(({ name, aliases = [] }) => aliases.map((alias) => [alias, name] as const)),
  );
  return (name) => (typeof name === 'string' ? (former.get(name) ?? name) : name);
}

function operationsOn(contract: Contract, operations: readonly string[], topic: string): readonly string[] {
  return contract.operations
    .filter(({ name, requestTopics }) => operations.includes(name) && requestTopics.includes(topic))
    .map(({ name }) => name);
}

/** The operation of the contract's default handler, which is named by its class or by its operation. */
function defaultOperation(
  { routing: { defaultHandler, routes } }: Contract,
  operations: readonly string[],
): string | undefined {
  if (defaultHandler === null) return undefined;
  const route = routes.find(({ handler }) => handler === defaultHandler);
  return [route?.operations[0], defaultHandler].find(
    (name): name is string => name !== undefined && operations.includes(name),
  );
}

function onlyOne(operations: readonly string[]): string | undefined {
  return operations.length === 1 ? operations[0] : undefined;
}
