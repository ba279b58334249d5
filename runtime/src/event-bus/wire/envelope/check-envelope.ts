import { OnexError } from '../../../errors/index.ts';
import type { EnvelopeOptions } from './envelope.ts';
import { envelopeSchema } from './envelope-schema.ts';
import { isLowercaseUuid } from './fast-path/index.ts';

/** A database column, a file name, or an HTTP header can hold an idempotency key of this form. */
export const KEY = /^[\x21-\x7e]{1,255}$/u;

/** Options of a new envelope that become fields, with the schema that a reader applies to each. */
const FIELDS = {
  envelopeId: envelopeSchema.shape.envelope_id,
  correlationId: envelopeSchema.shape.correlation_id,
  priority: envelopeSchema.shape.priority,
  timeoutSeconds: envelopeSchema.shape.timeout_seconds,
} as const;
/** Fields whose schema accepts every UUID. */
const IDS: ReadonlySet<string> = new Set(['envelopeId', 'correlationId']);
/** Fields that are text for a reader. */
const TEXTS = [
  'eventType',
  'payloadType',
  'sourceTool',
  'targetTool',
  'traceId',
  'spanId',
  'parentSpanId',
] as const;

/**
 * Checks the options of `createEnvelope` by the schema of a reader. A reader drops tags and headers that are not
 * strings, so they must be strings.
 * @throws OnexError INVALID_PARAMETER naming the option, such as `correlationId`; never its value.
 */
export function checkOptions(payload: unknown, options: EnvelopeOptions): void {
  if (payload === undefined) throw invalid('payload', 'is undefined; use null');
  for (const option in FIELDS) {
    const value = options[option as keyof typeof FIELDS];
    if (value === undefined || value === null) continue;
    if (IDS.has(option) && isLowercaseUuid(value)) continue;
    const { success, error } = FIELDS[option as keyof typeof FIELDS].safeParse(value);
    if (!success) throw invalid(option, `is not valid (${error.issues[0]?.message})`);
  }
  for (const option of TEXTS) requireText(options[option] ?? '', option);
  requireText(options.causationId ?? '', 'causationId');
  for (const group of ['headers', 'tags'] as const) {
    const texts = options[group] ?? {};
    for (const name in texts) requireText(texts[name], `${group}.${name}`);
  }
}

function requireText(value: unknown, option: string): void {
  if (typeof value !== 'string') throw invalid(option, 'must be a string');
}

/** @throws OnexError INVALID_PARAMETER if a reader would ignore the key. */
export function requireKey(key: string, option: string): string {
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw invalid(option, 'must be 1 to 255 printable ASCII characters without spaces');
}

function invalid(option: string, why: string): OnexError {
  return new OnexError('INVALID_PARAMETER', `${option} of the message ${why}`);
}
