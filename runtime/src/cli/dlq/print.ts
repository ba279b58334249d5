import { isUtf8 } from 'node:buffer';
import { clockTime, isoTime, jsonOf, printable, truncate, type Palette } from '../terminal/index.ts';
import { placeOf, type Letter } from './letter.ts';

/** `0:17  2026-01-01 08:01:02.123  onex.cmd.…v1  #3f2a91bc  amount: expected number`, cut to `width`. */
export function letterLine(letter: Letter, palette: Palette, width = Infinity): string {
  const { content, timestamp } = letter;
  const date = new Date(timestamp);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const isDate = isoTime(timestamp) !== null;
  const day = isDate
    ? `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
    : '----------';
  const place = placeOf(letter);
  const time = `${day} ${clockTime(timestamp)}`;
  const topic = printable(content?.originalTopic ?? '-');
  const id = content?.correlationId ?? null;
  const mark = id === null ? '' : `#${printable(id).slice(0, 8)}`;
  const reason = printable(content === null ? '(no dead letter)' : content.reason);
  const used = place.length + time.length + topic.length + mark.length + 8;
  const parts = [palette.strong(place), palette.faint(time), topic, palette.faint(mark)];
  return [...parts, palette.bad(truncate(reason, Math.max(0, width - used)))].join('  ').trimEnd();
}

/** For machines; the message itself is left to `show`. */
export function letterSummary(letter: Letter): object {
  const { topic, partition, offset, timestamp, content } = letter;
  const errorType = content?.json['error_type'];
  return {
    topic,
    partition,
    offset: Number(offset),
    time: isoTime(timestamp),
    original_topic: content?.originalTopic ?? null,
    correlation_id: content?.correlationId ?? null,
    reason: content?.reason ?? null,
    error_type: typeof errorType === 'string' ? errorType : null,
  };
}

/** Everything that is known of a letter; the message parsed where it is JSON, as text or base64 where not. */
export function letterDetail(letter: Letter): object {
  const { record, content } = letter;
  const message = content === null ? record.value : content.value;
  return {
    ...letterSummary(letter),
    key: record.key === null ? null : shown(record.key),
    headers: record.headers,
    ...(content !== null && { letter: isWritable(content.json) ? withoutValue(content.json) : null }),
    message: message === null ? null : parsed(message),
  };
}

/** The letter without the value of the message, which stands apart, once. */
function withoutValue(json: Readonly<Record<string, unknown>>): object {
  const { value: _, ...rest } = json['original_message'] as { value?: unknown };
  return { ...json, original_message: rest };
}

/** Not so what has more levels than can be written as JSON. */
function isWritable(value: unknown): boolean {
  return jsonOf(value) !== null;
}

function parsed(bytes: Buffer): unknown {
  const text = shown(bytes);
  if (typeof text !== 'string') return text;
  try {
    const json: unknown = JSON.parse(text);
    return isWritable(json) ? json : text;
  } catch {
    return text;
  }
}

function shown(bytes: Buffer): string | { readonly base64: string } {
  return isUtf8(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
}
