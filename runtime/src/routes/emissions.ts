import type { ZodType, z } from 'zod';
import type { Contract } from '../contract/model.ts';
import type { Verdict } from '../event-bus/index.ts';
import { type Output, refuseForeignTopic } from '../node/messages/index.ts';
import { parseOutput } from '../node/operations/index.ts';

/** A message that an orchestrator may publish. */
export interface Emission<P extends ZodType = ZodType> {
  readonly kind: 'event' | 'command' | 'intent';
  /** One of the contract's `publish_topics`. */
  readonly topic: string;
  /** Model of its payload. */
  readonly payload: P;
  /** Dotted routing key of the envelope; absent: derived from the topic. */
  readonly eventType?: string;
  /** Class name of the payload's model, by which Python nodes route. */
  readonly payloadType?: string;
  /** Operation that a command asks its node for; absent: the node has one, or its topic decides. */
  readonly operation?: string;
}

/** What a node may publish, by the names that its handlers use. */
export type Emissions = Readonly<Record<string, Emission>>;

export interface EmitOptions {
  /** Partition key; absent: that of every output (`entity_id`, `node_id`, `session_id`, or the correlation id). */
  readonly key?: string;
  /** Operation that the message asks its receiver for; absent: that of the emission. */
  readonly operation?: string;
  /** How the operation ended that the message answers; absent: as its topic says, if it is one of the contract's ends. */
  readonly verdict?: 'succeeded' | 'failed';
}

/**
 * Publishes a message after the handler has succeeded and its state is saved.
 * @throws OnexError VALIDATION_FAILED when the payload does not match the model.
 */
export type Emit<E extends Emissions> = <N extends keyof E & string>(
  name: N,
  payload: z.input<E[N]['payload']>,
  options?: EmitOptions,
) => void;

/** @throws OnexError CONTRACT_VALIDATION_ERROR when the contract does not publish to the topic of an emission. */
export function checkEmissions(contract: Contract, emissions: Emissions): void {
  for (const { kind, topic } of Object.values(emissions))
    refuseForeignTopic(contract, { kind, topic, payload: {} });
}

/** The output that a handler's `emit` means. */
export function outputOf(
  contract: Contract,
  emissions: Emissions,
  name: string,
  payload: unknown,
  options: EmitOptions = {},
): Output {
  const emission = emissions[name] as Emission;
  const { kind, topic, eventType, payloadType } = emission;
  const { key, operation = emission.operation, verdict = verdictOn(contract, topic) } = options;
  return {
    kind,
    topic,
    payload: parseOutput(emission.payload, payload, `${contract.name} as ${name}`),
    ...(eventType !== undefined && { eventType }),
    ...(payloadType !== undefined && { payloadType }),
    ...(key !== undefined && { key }),
    ...(operation !== undefined && { operation }),
    ...(verdict !== null && { verdict }),
  };
}

/** What a message states by its topic: null where the topic is not an end of an operation, or is both ends. */
function verdictOn({ operations }: Contract, topic: string): Verdict | null {
  const isCompleted = operations.some(({ completedTopic }) => completedTopic === topic);
  const isFailed = operations.some(({ failedTopic }) => failedTopic === topic);
  if (isCompleted === isFailed) return null;
  return isCompleted ? 'succeeded' : 'failed';
}
