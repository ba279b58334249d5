import type { z } from 'zod';
import type { envelopeSchema } from '../envelope-schema.ts';
import { isLowercaseUuid } from './uuid.ts';

type Fields = z.infer<typeof envelopeSchema>;
type Version = NonNullable<Fields['onex_version']>;
type Json = Readonly<Record<string, unknown>>;

/** Replaces a text to show that the schema must check the value. */
const UNUSUAL = Symbol('unusual');

/** The fields of an envelope of the usual form, as the schema returns them. Null if the schema must check it. */
export function readUsualFields(json: Json): Fields | null {
  const { envelope_id, correlation_id, envelope_timestamp, priority, timeout_seconds, retry_count } = json;
  if (!isLowercaseUuid(envelope_id) || !isLowercaseUuid(correlation_id)) return null;
  if (typeof envelope_timestamp !== 'string' || json['parent_envelope_id'] !== undefined) return null;
  if (!isCount(priority) || priority < 1 || priority > 10 || !isCount(retry_count)) return null;
  if (timeout_seconds !== null && !(isFinite(timeout_seconds) && timeout_seconds > 0)) return null;
  const metadata = readMetadata(json['metadata']);
  const onex_version = readVersion(json['onex_version']);
  const envelope_version = readVersion(json['envelope_version']);
  const payload_schema_version = json['payload_schema_version'] ?? null;
  if (metadata === null || onex_version === null || envelope_version === null) return null;
  if (payload_schema_version !== null) return null;
  const source_tool = readText(json['source_tool']);
  const target_tool = readText(json['target_tool']);
  const event_type = readText(json['event_type']);
  const payload_type = readText(json['payload_type']);
  const request_id = readText(json['request_id']);
  const trace_id = readText(json['trace_id']);
  const span_id = readText(json['span_id']);
  const tenant_id = readText(json['tenant_id']);
  const producer = readText(json['producer']);
  if (source_tool === UNUSUAL || target_tool === UNUSUAL || event_type === UNUSUAL) return null;
  if (payload_type === UNUSUAL || request_id === UNUSUAL || trace_id === UNUSUAL) return null;
  if (span_id === UNUSUAL || tenant_id === UNUSUAL || producer === UNUSUAL) return null;
  return {
    envelope_id,
    envelope_timestamp,
    correlation_id,
    source_tool,
    target_tool,
    metadata,
    security_context: json['security_context'],
    event_type,
    payload_type,
    payload_schema_version,
    priority,
    timeout_seconds,
    retry_count,
    request_id,
    trace_id,
    span_id,
    onex_version,
    envelope_version,
    tenant_id,
    producer,
  };
}

function readMetadata(value: unknown): Fields['metadata'] | null {
  if (!isObject(value)) return null;
  const trace_id = readText(value['trace_id']);
  const span_id = readText(value['span_id']);
  const parent_span_id = readText(value['parent_span_id']);
  const request_id = readText(value['request_id']);
  if (trace_id === UNUSUAL || span_id === UNUSUAL) return null;
  if (parent_span_id === UNUSUAL || request_id === UNUSUAL) return null;
  const { headers, tags } = value;
  if (!isTexts(headers) || !isTexts(tags)) return null;
  return { trace_id, span_id, parent_span_id, request_id, headers, tags };
}

function readVersion(value: unknown): Version | null {
  if (!isObject(value)) return null;
  const { major, minor, patch } = value;
  const prerelease = readText(value['prerelease']);
  const build = readText(value['build']);
  if (!isCount(major) || !isCount(minor) || !isCount(patch)) return null;
  if (prerelease === UNUSUAL || build === UNUSUAL) return null;
  return { major, minor, patch, prerelease, build };
}

function readText(value: unknown): string | null | typeof UNUSUAL {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : UNUSUAL;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema leaves out a key that is special to JavaScript. */
function isTexts(value: unknown): value is Record<string, string> {
  if (!isObject(value)) return false;
  for (const name in value) {
    if (name === '__proto__' || typeof value[name] !== 'string') return false;
  }
  return true;
}
