import { randomUUID } from 'node:crypto';
import { isUuid } from '../../../event-bus/wire/envelope/index.ts';
import { CENSORED } from '../../../logging/secret-names.ts';
import { beginningOf } from '../../../values/index.ts';
import type { NodeProfile } from '../../identity/index.ts';

/** Names of the levels in EnumLogLevel of omnibase-core. */
const LEVELS: Readonly<Record<string, string>> = { warn: 'warning' };

/** Maximum number of characters of a message and of a value, and of values, because an entry must fit into a record. */
const LONGEST_MESSAGE = 8 * 1024;
const LONGEST_VALUE = 1024;
const MOST_VALUES = 32;

/**
 * A line of the log as ModelStructuredLogEntry of omnibase-core, which `topic_registry.yaml` of that package names as
 * the schema of the topic and by which `node_log_persistence_effect` of omnimarket reads it. The other existing form,
 * ModelLogEntry of omnimarket's `node_log_projection`, is not read from any topic. Null if the line is from another
 * node, or is not JSON.
 */
export function logEntry(text: string, { nodeName, nodeId }: NodeProfile): LogEntry | null {
  const line = parsed(text);
  if (line === null || line['node'] !== nodeName) return null;
  const { level, time, message, operation, correlation_id: correlation, node: _, error, ...others } = line;
  const metadata = Object.entries({ ...others, ...(error !== undefined && { error }) })
    .slice(0, MOST_VALUES)
    .map(([name, value]) => [name, beginningOf(shown(value), LONGEST_VALUE)]);
  const isRedacted = text.includes(CENSORED);
  return {
    entry_id: randomUUID(),
    timestamp: String(time),
    source_system: nodeName,
    operation: typeof operation === 'string' ? operation : '',
    node_id: nodeId,
    correlation_id: isUuid(correlation) ? correlation : null,
    session_id: null,
    level: LEVELS[String(level)] ?? String(level),
    message: beginningOf(messageOf(message, error), LONGEST_MESSAGE),
    status: isRedacted ? 'redacted' : 'emitted',
    redaction_state: isRedacted ? 'partial' : 'none',
    suppression_decision: 'emit',
    artifact_refs: [],
    metadata: Object.fromEntries(metadata) as Record<string, string>,
  };
}

export interface LogEntry {
  readonly entry_id: string;
  /** ISO 8601 with offset. */
  readonly timestamp: string;
  readonly source_system: string;
  readonly operation: string;
  readonly node_id: string;
  readonly correlation_id: string | null;
  readonly session_id: null;
  readonly level: string;
  readonly message: string;
  readonly status: 'emitted' | 'redacted';
  readonly redaction_state: 'none' | 'partial';
  readonly suppression_decision: 'emit';
  readonly artifact_refs: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** If a line has only an error, its message is that of the error. */
function messageOf(message: unknown, error: unknown): string {
  if (typeof message === 'string') return message;
  const own = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : null;
  return typeof own === 'string' ? own : '';
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
