import type { Contract, Route } from '../contract/model.ts';
import { ContentError } from '../errors/index.ts';
import type { Message } from './message.ts';

/** The fields of a payload, and which operation they are for. */
export interface Request {
  readonly operation: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Which operation a message asks for: the payload's `operation`; else the one whose route the message fits (topic,
 * payload type, event type); else the only one that the topic carries, or that there is.
 * @throws ContentError when the payload is no object, or the operation is unknown or missing.
 */
export function requestOf(contract: Contract, operations: readonly string[], message: Message): Request {
  const { payload } = message;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new ContentError(`The payload on ${message.topic} is not a JSON object.`);
  }
  const { operation, ...fields } = payload as Record<string, unknown>;
  if (typeof operation === 'string' && operations.includes(operation)) return { operation, fields };
  if (operation !== undefined && operation !== null) {
    throw new ContentError(
      `The payload on ${message.topic} asks for an operation that ${contract.name} does not have; ` +
        `it has ${operations.join(', ')}.`,
    );
  }
  const routed = contract.routing.routes.find((route) => fits(route, message))?.operations[0];
  const chosen =
    routed !== undefined && operations.includes(routed)
      ? routed
      : (onlyOne(operationsOn(contract, operations, message.topic)) ?? onlyOne(operations));
  if (chosen !== undefined) return { operation: chosen, fields };
  throw new ContentError(
    `The payload on ${message.topic} names no operation; ${contract.name} has ${operations.join(', ')}.`,
  );
}

function fits(route: Route, { envelope, topic }: Message): boolean {
  if (route.topic !== null) return route.topic === topic;
  if (route.payloadType !== null && envelope.payload_type === route.payloadType) return true;
  if (route.eventModel !== null && envelope.payload_type === route.eventModel.name) return true;
  return route.eventType !== null && envelope.event_type === route.eventType;
}

function operationsOn(contract: Contract, operations: readonly string[], topic: string): readonly string[] {
  return contract.operations
    .filter(({ name, requestTopics }) => operations.includes(name) && requestTopics.includes(topic))
    .map(({ name }) => name);
}

function onlyOne(operations: readonly string[]): string | undefined {
  return operations.length === 1 ? operations[0] : undefined;
}
