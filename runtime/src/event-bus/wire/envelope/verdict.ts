import { causationId, type Envelope } from './envelope.ts';
import { namedOperations } from './operation.ts';

/** The outcome of an operation, as its answer states it. */
export type Verdict = 'failed' | 'succeeded';

/**
 * The tag in which this runtime's nodes state the verdict. It is not a header, because unknown headers are passed on to
 * other messages.
 */
const TAG = 'verdict';

const FAILED: ReadonlySet<string> = new Set([
  'failed',
  'failure',
  'timeout',
  'timed_out',
  'error',
  'cancelled',
  'canceled',
]);
const SUCCEEDED: ReadonlySet<string> = new Set(['completed', 'complete', 'succeeded', 'success', 'ok']);
const TIMED_OUT: ReadonlySet<string> = new Set(['timeout', 'timed_out']);
const FLAGS = ['ok', 'success', 'contract_passed', 'quality_passed', 'quality_gate_passed'] as const;

type Payload = Readonly<Record<string, unknown>>;

/** The tags of an answer with its verdict. */
export function withVerdictTag(
  tags: Readonly<Record<string, string>>,
  verdict: Verdict,
): Record<string, string> {
  return { ...tags, [TAG]: verdict };
}

/** The verdict that the tag of a message states. Null if there is none. */
export function statedVerdict({ metadata: { tags } }: Pick<Envelope, 'metadata'>): Verdict | null {
  const stated = Object.hasOwn(tags, TAG) ? tags[TAG] : undefined;
  return stated === 'failed' || stated === 'succeeded' ? stated : null;
}

/**
 * The verdict of an answer. Null if the message states none, in which case its topic decides.
 *
 * 1. Nodes of this runtime state it in a tag. Their payload is business data: an order whose `status` is `failed` may
 * be what a
 *    successful query returns.
 * 2. Nodes of onex-runtime 0.1 state it by the topic alone.
 * 3. Other nodes state it in the payload (`verdictOf`).
 */
export function verdictOfAnswer(envelope: Envelope): Verdict | null {
  const stated = statedVerdict(envelope);
  if (stated !== null) return stated;
  return isOfRuntime01(envelope) ? null : verdictOf(envelope.payload);
}

/**
 * The verdict of an answer that states none. On a topic that carries both outcomes, the payload's `error` reports a
 * failure.
 */
export function verdictByTopic(
  payload: unknown,
  ends: { readonly completed: boolean; readonly failed: boolean },
): Verdict {
  const hasError = isPayload(payload) && Object.hasOwn(payload, 'error') && payload['error'] != null;
  return ends.failed && (!ends.completed || hasError) ? 'failed' : 'succeeded';
}

/**
 * Whether a message is of runtime 0.1, which writes the operation into the payload and the cause into a tag. Python
 * nodes instead name themselves as the source, or write the fields of envelope 2.3.
 */
function isOfRuntime01(envelope: Envelope): boolean {
  const { payload } = envelope;
  return (
    isPayload(payload) &&
    typeof (Object.hasOwn(payload, 'operation') ? payload['operation'] : undefined) === 'string' &&
    causationId(envelope) !== null &&
    namedOperations(envelope).length === 0 &&
    envelope.source_tool === null &&
    envelope.parent_envelope_id === undefined
  );
}

/**
 * The verdict in the payload of another node's answer. Python nodes publish failures on the completed topic, so the
 * payload has priority over the topic. An explicit failure has priority over a status, and a status over a flag. Null
 * if the payload states nothing, in which case the topic decides. The order is that of `resolve_terminal_verdict` in
 * omnibase-infra.
 */
export function verdictOf(payload: unknown): Verdict | null {
  if (!isPayload(payload)) return null;
  const field = (name: string): unknown => (Object.hasOwn(payload, name) ? payload[name] : undefined);
  if ((field('terminal_failure_cause') ?? null) !== null) return 'failed';
  if (field('quality_passed') === false || field('quality_gate_passed') === false) return 'failed';
  const status = statusOf(payload);
  if (FAILED.has(status)) return 'failed';
  if (SUCCEEDED.has(status)) return 'succeeded';
  const flag = FLAGS.map(field).find((value) => typeof value === 'boolean');
  if (flag === undefined) return null;
  return flag ? 'succeeded' : 'failed';
}

/** Whether a failed answer reports that its node stopped waiting, in which case the effect may exist anyway. */
export function isTimedOut(payload: unknown): boolean {
  return isPayload(payload) && TIMED_OUT.has(statusOf(payload));
}

/** Whether the sender of an answer states that another attempt may help. Null if it does not say. */
export function retryableOf(payload: unknown): boolean | null {
  if (!isPayload(payload)) return null;
  const stated = Object.hasOwn(payload, 'retryable') ? payload['retryable'] : undefined;
  return typeof stated === 'boolean' ? stated : null;
}

/** Where senders write why they failed. The first text counts. */
const REASONS = [
  'failure_reason',
  'error_message',
  'error',
  'terminal_failure_cause',
  'failure_message',
  'reason',
  'message',
] as const;

/** Why an answer failed, in its sender's words. Null if it does not say. */
export function failureReasonOf(payload: unknown): string | null {
  if (!isPayload(payload)) return null;
  for (const name of REASONS) {
    const text = textIn(Object.hasOwn(payload, name) ? payload[name] : undefined);
    if (text !== null) return text;
  }
  return null;
}

/** A cause may be a text, or an object with a message or a code. */
function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (!isPayload(value)) return null;
  const texts = ['message', 'detail', 'reason', 'code'].map((name) => value[name]);
  return texts.find((text): text is string => typeof text === 'string' && text.trim() !== '') ?? null;
}

function statusOf(payload: Payload): string {
  const status = Object.hasOwn(payload, 'status') ? payload['status'] : undefined;
  return typeof status === 'string' ? status.trim().toLowerCase() : '';
}

function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
