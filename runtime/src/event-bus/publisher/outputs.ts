import { randomUUID } from 'node:crypto';
import { OnexError } from '../../errors/index.ts';
import { requireJson } from '../../values/index.ts';
import type { Publication } from './publisher.ts';
import type { OutboundRecord } from '../transports/index.ts';
import {
  DEEPEST_PAYLOAD,
  DEFAULT_FORM,
  type Envelope,
  type WireForm,
  continued,
  createEnvelope,
  createHeaders,
  isTopicName,
  nextSpan,
  outputId,
  recordKey,
} from '../wire/index.ts';
import type { GivenOut } from '../stores/deduplication/index.ts';

/** Who writes messages, and in which form. */
export interface Writer {
  readonly nodeName: string;
  readonly form: WireForm;
}

/** Wraps an output in an envelope. An output caused by `cause` has its correlation ID and names it as its cause. */
export function wrapPublication(output: Publication, cause?: Envelope, writer?: Writer): GivenOut {
  const { topic } = output;
  if (!isTopicName(topic)) throw invalid('topic', 'is not the name of a Kafka topic');
  // A reader rejects values that are nested deeper.
  requireJson(output.payload, `The payload for ${topic}`, DEEPEST_PAYLOAD);
  const correlationId = output.correlationId ?? cause?.correlation_id;
  const causationId = output.causationId ?? cause?.envelope_id;
  const envelopeId = output.envelopeId ?? randomUUID();
  const envelope = createEnvelope(payloadOf(output, writer), {
    ...(writer?.form.envelope === '2.3' && { producer: writer.nodeName }),
    eventType: output.eventType ?? null,
    payloadType: output.payloadType ?? null,
    operation: output.operation ?? null,
    verdict: output.verdict ?? null,
    ...nextSpan(envelopeId, output.origin === undefined ? cause : continued(cause, output.origin)),
    envelopeId,
    ...(correlationId !== undefined && { correlationId }),
    ...(causationId !== undefined && { causationId }),
    ...(output.idempotencyKey !== undefined && { idempotencyKey: output.idempotencyKey }),
    ...(output.compensates !== undefined && { compensates: output.compensates }),
  });
  const key: unknown = output.key === undefined ? recordKey(envelope, topic) : output.key;
  if (key !== null && typeof key !== 'string') throw invalid('key', 'must be a string or null');
  return { topic, key, envelope };
}

function invalid(option: string, why: string): OnexError {
  return new OnexError('INVALID_PARAMETER', `${option} of the message ${why}`);
}

/** The outputs of one message. Each has an ID that is derived from the message's ID and the output's position. */
export function wrapOutputs(
  outputs: readonly Publication[],
  cause: Envelope,
  nodeName: string,
  form: WireForm = DEFAULT_FORM,
): readonly GivenOut[] {
  return outputs.map((output, position) => {
    const envelopeId = output.envelopeId ?? outputId(cause.envelope_id, nodeName, position);
    return wrapPublication({ ...output, envelopeId }, cause, { nodeName, form });
  });
}

/** For nodes of onex-runtime 0.1, the payload also names the operation, unless it has a field of that name. */
function payloadOf({ payload, operation }: Publication, writer: Writer | undefined): unknown {
  if (writer?.form.operationInPayload !== true || operation == null) return payload;
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return isObject && !Object.hasOwn(payload, 'operation') ? { ...payload, operation } : payload;
}

/** The record of an envelope. `source` is the name of the service. */
export function toRecord({ topic, key, envelope }: GivenOut, source: string): OutboundRecord {
  return {
    topic,
    key,
    value: JSON.stringify(envelope),
    headers: createHeaders(envelope, { topic, source, key }),
  };
}
