import type { Contract } from '../contract/model.ts';
import { ContentError } from '../errors/index.ts';
import type { Message } from './message.ts';
import { bestRoute } from './route-match.ts';

/** The fields of a payload, and which operation they are for. */
export interface Request {
  readonly operation: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Whether the model of an operation takes some fields. */
export type Accepts = (operation: string, fields: Readonly<Record<string, unknown>>) => boolean;

/**
 * Which operation a message asks for: the payload's `operation`; else the one whose route the message fits (payload
 * type, event type, topic); else the only one that the topic carries, or that there is; else, where the contract routes
 * by payload type, the only one whose model takes the payload; else that of the default handler.
 * @throws ContentError when the payload is no object, or the operation is unknown or missing.
 */
export function requestOf(
  contract: Contract,
  operations: readonly string[],
  message: Message,
  accepts?: Accepts,
): Request {
  const { payload } = message;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new ContentError(`The payload on ${message.topic} is not a JSON object.`);
  }
  const { operation, ...fields } = payload as Record<string, unknown>;
  if (typeof operation === 'string' && operations.includes(operation)) return { operation, fields };
  const { routes, strategy } = contract.routing;
  const routed = bestRoute(routes, message)?.operations[0];
  const known = routed !== undefined && operations.includes(routed);
  // Routed by topic or type, `operation` may be a field of the payload like any other.
  if (known && strategy !== 'operation_match') {
    return { operation: routed, fields: payload as Record<string, unknown> };
  }
  if (operation !== undefined && operation !== null) {
    throw new ContentError(
      `The payload on ${message.topic} asks for an operation that ${contract.name} does not have; ` +
        `it has ${operations.join(', ')}.`,
    );
  }
  const chosen =
    (known ? routed : undefined) ??
    onlyOne(operationsOn(contract, operations, message.topic)) ??
    onlyOne(operations) ??
    (strategy === 'payload_type_match' && accepts !== undefined
      ? onlyOne(operations.filter((name) => accepts(name, fields)))
      : undefined) ??
    defaultOperation(contract, operations);
  if (chosen !== undefined) return { operation: chosen, fields };
  throw new ContentError(
    `The payload on ${message.topic} names no operation; ${contract.name} has ${operations.join(', ')}.`,
  );
}

function operationsOn(contract: Contract, operations: readonly string[], topic: string): readonly string[] {
  return contract.operations
    .filter(({ name, requestTopics }) => operations.includes(name) && requestTopics.includes(topic))
    .map(({ name }) => name);
}

/** What the contract's default handler does: it is named by its class or by its operation. */
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
