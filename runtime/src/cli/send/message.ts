import {
  createEnvelope,
  createHeaders,
  parseEnvelope,
  recordKey,
  taggedOperation,
  type Envelope,
  type EnvelopeOptions,
} from '../../event-bus/wire/index.ts';
import { membersOf, objectText } from '../../values/json/json-source/index.ts';
import { CliError } from '../cli-error.ts';
import type { Target } from './target.ts';

/** A message ready to be published. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly envelope: Envelope;
}

/**
 * Makes the message from what was typed: a bare payload is wrapped in an envelope, an object that has `payload` and
 * `envelope_id` is sent as it is. The text of a payload is sent as it was typed, because a parser changes it.
 * @throws CliError when the text is not a JSON object, or its operation is not the target's.
 */
export function composeMessage(json: string, target: Target, correlationId: string | null): OutgoingMessage {
  const object = parseObject(json);
  const given = 'payload' in object && 'envelope_id' in object;
  if (given && correlationId !== null) {
    throw new CliError('--correlation cannot be given for a whole envelope: it has its own correlation_id');
  }
  const { envelope, value } = given
    ? { envelope: readEnvelope(json), value: json }
    : wrap(json, object, target, correlationId);
  if (given) checkOperation(envelope, target);
  const key = recordKey(envelope, target.topic);
  const headers = createHeaders(envelope, { topic: target.topic, source: 'onex-cli', key });
  return { topic: target.topic, key, value, headers, envelope };
}

function wrap(
  json: string,
  object: Record<string, unknown>,
  target: Target,
  correlationId: string | null,
): { readonly envelope: Envelope; readonly value: string } {
  const { operation, payload, payloadType } = besidePayload(object, target);
  const envelope = createEnvelope(payload, {
    sourceTool: 'onex-cli',
    operation,
    payloadType,
    ...(correlationId === null ? {} : { correlationId }),
  });
  const { payload: _, ...others } = envelope;
  const text =
    payload === object ? json.trim() : objectText(membersOf(json).filter(({ name }) => name !== 'operation'));
  return { envelope, value: `{"payload":${text},${JSON.stringify(others).slice(1)}` };
}

/**
 * The operation, which goes beside the payload. One that was typed into the payload is taken out of it for a node whose
 * model has no such field. What goes to a topic stays as it was typed: its readers may be any nodes.
 */
function besidePayload(
  object: Record<string, unknown>,
  { node, operation: target }: Target,
): Pick<EnvelopeOptions, 'operation' | 'payloadType'> & { readonly payload: Record<string, unknown> } {
  const { operation: typed, ...others } = object;
  const operations = node?.operations ?? [];
  const chosen = target ?? operations.find(({ name }) => name === typed) ?? null;
  const payloadType = chosen?.inputType ?? null;
  if (chosen?.hasOperationField === true) return { operation: chosen.name, payloadType, payload: object };
  if (chosen !== null && typed !== undefined && typed !== chosen.name) {
    throw new CliError(`The JSON says operation ${JSON.stringify(typed)}, the target "${chosen.name}"`);
  }
  if (chosen !== null) return { operation: chosen.name, payloadType, payload: others };
  if (node !== null && typed === undefined && operations.length > 1) {
    const names = operations.map(({ name }) => name).join(', ');
    throw new CliError(`Which operation of ${node.name}? Write ${node.name}:OPERATION, one of ${names}`);
  }
  return { operation: null, payloadType, payload: object };
}

function checkOperation(envelope: Envelope, { operation }: Target): void {
  if (operation === null) return;
  const inPayload = (envelope.payload as { operation?: unknown } | null)?.operation;
  const own = taggedOperation(envelope) ?? (operation.hasOperationField === true ? undefined : inPayload);
  if (own !== undefined && own !== operation.name) {
    throw new CliError(
      `The envelope's operation is ${JSON.stringify(own)}, the target's "${operation.name}"`,
    );
  }
}

function readEnvelope(json: string): Envelope {
  try {
    return parseEnvelope(Buffer.from(json));
  } catch (error) {
    throw new CliError(`The envelope cannot be sent: ${(error as Error).message}`, { cause: error });
  }
}

function parseObject(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const hint = json.includes('"')
      ? ''
      : '; the shell may have removed the quotes. Write \'{"key": "value"}\'';
    throw new CliError(`The message is not JSON: ${(error as Error).message}${hint}`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new CliError(`The message must be a JSON object such as '{"key": "value"}'`);
}
