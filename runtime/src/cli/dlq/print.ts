import { isUtf8 } from 'node:buffer';
import { visible, type Palette } from 'onex-cli-kit';
import { isTooDeep } from '../../event-bus/wire/index.ts';
import { compactJson, jsonMembers, membersOf, objectText } from '../../values/json/json-source/index.ts';
import { clockDay, clockTime, isoTime, truncate } from '../terminal/index.ts';
import { placeOf, type DeadLetter } from './dead-letter.ts';

/** `0:17  2026-01-01 08:01:02.123  onex.cmd.…v1  #3f2a91bc  amount: expected number`, cut to `width`. */
export function deadLetterLine(deadLetter: DeadLetter, palette: Palette, width = Infinity): string {
  const { content, timestamp } = deadLetter;
  const place = placeOf(deadLetter);
  const time = `${clockDay(timestamp)} ${clockTime(timestamp)}`;
  const topic = visible(content?.originalTopic ?? '-');
  const id = content?.correlationId ?? null;
  const mark = id === null ? '' : `#${visible(id).slice(0, 8)}`;
  const reason = visible(content === null ? '(no dead letter)' : content.reason);
  const used = place.length + time.length + topic.length + mark.length + 8;
  const parts = [palette.strong(place), palette.faint(time), topic, palette.faint(mark)];
  return [...parts, palette.bad(truncate(reason, Math.max(0, width - used)))].join('  ').trimEnd();
}

/** For programs. Only `show` prints the message itself. */
export function deadLetterSummary(deadLetter: DeadLetter): object {
  const { topic, partition, offset, timestamp, content } = deadLetter;
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

/**
 * Everything that is known about a dead letter, as JSON on one line without characters that control a terminal. A JSON
 * message is copied as it was written. Any other message is text, or base64.
 */
export function deadLetterDetail(deadLetter: DeadLetter): string {
  const { record, content } = deadLetter;
  const message = content === null ? record.value : content.value;
  const key = record.key === null ? null : shown(record.key);
  const members = [...jsonMembers({ ...deadLetterSummary(deadLetter), key, headers: record.headers })];
  if (content !== null) members.push({ name: 'letter', text: withoutValue(content.text) });
  members.push({ name: 'message', text: message === null ? 'null' : messageText(message) });
  return visible(objectText(members));
}

/** The dead letter without the value of the message, which is printed once. */
function withoutValue(deadLetter: string): string {
  if (isTooDeep(Buffer.from(deadLetter))) return 'null';
  const members = membersOf(compactJson(deadLetter)).map(({ name, text }) => {
    if (name !== 'original_message') return { name, text };
    return { name, text: objectText(membersOf(text).filter((member) => member.name !== 'value')) };
  });
  return objectText(members);
}

function messageText(bytes: Buffer): string {
  const message = shown(bytes);
  if (typeof message === 'string' && isJson(message) && !isTooDeep(bytes)) return compactJson(message);
  return JSON.stringify(message);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function shown(bytes: Buffer): string | { readonly base64: string } {
  return isUtf8(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
}
