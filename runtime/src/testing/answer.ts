import { randomUUID } from 'node:crypto';
import { isOnexError, toOnexError, type OnexErrorJson } from '../errors/index.ts';
import {
  createEnvelope,
  createHeaders,
  namedOperations,
  nextSpan,
  readEnvelope,
  recordKey,
  type Envelope,
  type EnvelopeOptions,
  type EventTransport,
  type InboundRecord,
} from '../event-bus/index.ts';
import { failedPayload } from '../node/messages/index.ts';
import { asJson, requireJson } from '../values/index.ts';

/**
 * What stands in for another node: from a command's payload to the fields of its completed event. Throwing fails it, and
 * null leaves the command without an answer.
 */
export type Answer = (
  payload: Readonly<Record<string, unknown>>,
  command: Envelope,
) => object | null | Promise<object | null>;

/** A step of an orchestrator whose node is replaced in a test. */
export interface StubbedStep {
  readonly id: string;
  readonly operation: string | null;
  readonly compensation: string | null;
  readonly commandTopic: string;
  readonly completedTopic: string;
  readonly failedTopic: string;
}

interface Stub {
  readonly step: StubbedStep;
  readonly answer: Answer;
}

/** Stand-ins for the nodes behind the steps of an orchestrator. */
export interface StepStubs {
  /** Lets `answer` answer the commands of a step, in place of the answer that the step had before. */
  set(step: StubbedStep, answer: Answer): Promise<void>;
}

/**
 * Several steps may command one node on one topic. A command is answered by the stand-in of the step that sent it;
 * where the step is not known, by the one whose operation it asks for.
 *
 * @param stepOf The step that sent the command with an envelope id; undefined: not known.
 */
export function createStepStubs(
  transport: EventTransport,
  stepOf: (envelopeId: string) => string | undefined,
): StepStubs {
  const byTopic = new Map<string, Stub[]>();

  const handle = async (record: InboundRecord): Promise<void> => {
    const { topic } = record;
    const envelope = readEnvelope(record);
    const payload = envelope.payload as Readonly<Record<string, unknown>>;
    const operation = namedOperations(envelope)[0] ?? payload['operation'];
    const stub = stubFor(byTopic.get(topic) ?? [], stepOf(envelope.envelope_id), operation);
    if (stub === undefined) return;
    const { completedTopic, failedTopic } = stub.step;
    try {
      const fields = await stub.answer(payload, envelope);
      if (fields === null) return;
      await publish(transport, completedTopic, fields, {
        ...inReplyTo(envelope, operation),
        verdict: 'succeeded',
      });
    } catch (error) {
      await publish(transport, failedTopic, failedPayload(errorJson(error)), {
        ...inReplyTo(envelope, operation),
        verdict: 'failed',
      });
    }
  };

  return {
    async set(step, answer) {
      const { commandTopic: topic } = step;
      const stubs = byTopic.get(topic);
      if (stubs !== undefined) {
        byTopic.set(topic, [...stubs.filter((stub) => stub.step.id !== step.id), { step, answer }]);
        return;
      }
      byTopic.set(topic, [{ step, answer }]);
      await transport.subscribe({
        groupId: `stand-in.${topic}`,
        topics: [topic],
        from: 'earliest',
        handle,
      });
    },
  };
}

function stubFor(stubs: readonly Stub[], sender: string | undefined, operation: unknown): Stub | undefined {
  const own = stubs.find(({ step }) => step.id === sender);
  if (own !== undefined) return own;
  const asks = ({ step }: Stub): boolean => [step.operation, step.compensation].includes(operation as string);
  // A command that undoes a step, or one of a foreign sender, reaches the only stand-in on its topic.
  return stubs.find(asks) ?? (stubs.length === 1 ? stubs[0] : undefined);
}

function errorJson(error: unknown): OnexErrorJson {
  const json = (isOnexError(error) ? error : toOnexError(error, 'OPERATION_FAILED')).toJSON();
  return { ...json, context: (asJson(json.context) ?? {}) as typeof json.context };
}

function inReplyTo(command: Envelope, operation: unknown): EnvelopeOptions {
  const envelopeId = randomUUID();
  const { correlation_id: correlationId, envelope_id: causationId } = command;
  const named = typeof operation === 'string' ? { operation } : {};
  return { envelopeId, correlationId, causationId, ...named, ...nextSpan(envelopeId, command) };
}

/** Publishes a message on a test's bus. @throws OnexError PROCESSING_ERROR for a payload that JSON would change. */
export async function publish(
  transport: EventTransport,
  topic: string,
  payload: unknown,
  options: EnvelopeOptions,
): Promise<Envelope> {
  requireJson(payload, `The payload for ${topic}`);
  const envelope = createEnvelope(payload, options);
  const key = recordKey(envelope, topic);
  const headers = createHeaders(envelope, { topic, source: 'test', key });
  await transport.publish([{ topic, key, value: JSON.stringify(envelope), headers }]);
  return envelope;
}
