import { randomUUID } from 'node:crypto';
import { isOnexError, toOnexError, type OnexErrorJson } from '../errors/index.ts';
import {
  createEnvelope,
  createHeaders,
  nextSpan,
  readEnvelope,
  recordKey,
  type Envelope,
  type EnvelopeOptions,
  type EventTransport,
  type Subscription,
} from '../event-bus/index.ts';

/** What stands in for another node: from a command's payload to the fields of its completed event; throwing fails it. */
export type Answer = (
  payload: Readonly<Record<string, unknown>>,
  command: Envelope,
) => object | Promise<object>;

/** Where a stand-in listens and answers. */
export interface AnswerTopics {
  readonly command: string;
  readonly completed: string;
  readonly failed: string;
}

/** Lets `answer` stand in for the node behind a step's topics. */
export function standIn(
  transport: EventTransport,
  { command, completed, failed }: AnswerTopics,
  answer: Answer,
): Promise<Subscription> {
  return transport.subscribe({
    groupId: `stand-in.${command}`,
    topics: [command],
    from: 'earliest',
    async handle(record) {
      const envelope = readEnvelope(record);
      const payload = envelope.payload as Readonly<Record<string, unknown>>;
      const { operation } = payload;
      try {
        await publish(
          transport,
          completed,
          { ...(await answer(payload, envelope)), operation },
          inReplyTo(envelope),
        );
      } catch (error) {
        await publish(transport, failed, { operation, error: errorJson(error) }, inReplyTo(envelope));
      }
    },
  });
}

function errorJson(error: unknown): OnexErrorJson {
  return (isOnexError(error) ? error : toOnexError(error, 'OPERATION_FAILED')).toJSON();
}

function inReplyTo(command: Envelope): EnvelopeOptions {
  const envelopeId = randomUUID();
  const { correlation_id: correlationId, envelope_id: causationId } = command;
  return { envelopeId, correlationId, causationId, ...nextSpan(envelopeId, command) };
}

/** Publishes a message on a test's bus. */
export async function publish(
  transport: EventTransport,
  topic: string,
  payload: unknown,
  options: EnvelopeOptions,
): Promise<Envelope> {
  const envelope = createEnvelope(payload, options);
  const key = recordKey(envelope, topic);
  const headers = createHeaders(envelope, { topic, source: 'test', key });
  await transport.publish([{ topic, key, value: JSON.stringify(envelope), headers }]);
  return envelope;
}
