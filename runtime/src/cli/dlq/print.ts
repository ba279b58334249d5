import { isUtf8 } from 'node:buffer';
import { clockTime, printable, truncate, type Palette } from '../terminal/index.ts';
import { placeOf, type Letter } from './letter.ts';

/** `0:17  2026-01-01 08:01:02.123  onex.cmd.…v1  #3f2a91bc  amount: expected number`, cut to `width`. */
export function letterLine(letter: Letter, palette: Palette, width = Infinity): string {
  const { content, timestamp } = letter;
  const date = new Date(timestamp);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
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
  return {
    topic,
    partition,
    offset: Number(offset),
    time: new Date(timestamp).toISOString(),
    original_topic: content?.originalTopic ?? null,
    correlation_id: content?.correlationId ?? null,
    reason: content?.reason ?? null,
    error_type: content?.json['error_type'] ?? null,
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
    ...(content !== null && { letter: { ...content.json, original_message: original(content.json) } }),
    message: message === null ? null : parsed(message),
  };
}

/** Where the message came from; its value stands apart, once. */
function original(json: Readonly<Record<string, unknown>>): object {
  const { value: _, ...rest } = json['original_message'] as { value?: unknown };
  return rest;
}

function parsed(bytes: Buffer): unknown {
  const text = shown(bytes);
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function shown(bytes: Buffer): string | { readonly base64: string } {
  return isUtf8(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
}
