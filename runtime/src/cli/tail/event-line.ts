import { visible, type Palette } from 'onex-cli-kit';
import { INTROSPECTION_TOPIC } from '../../event-bus/wire/index.ts';
import { compactJson, jsonMembers, memberText, objectText } from '../../values/json/json-source/index.ts';
import { correlationOf, eventJson, eventJsonText, isReadableJson, type BusEvent } from '../control/index.ts';
import { clockTime, isoTime, numberOf, textOf, truncate, truncateStart } from '../terminal/index.ts';

/** With less space beside the topic, a payload is unreadable, so it is on its own line. */
const READABLE = 32;

/**
 * `08:01:02.123  onex.evt.billing.payment-completed.v1  #3f2a91bc  {"operation":"create"}`, cut to `width`. Where the
 * payload would be cut to a few letters it is on a second line, indented; no line is wider than `width`.
 */
export function eventLine(event: BusEvent, palette: Palette, width = Infinity): string {
  const correlation = correlationOf(event);
  const time = truncate(clockTime(event.timestamp), width);
  const whole = visible(event.topic);
  const mark = correlation === null ? '' : `#${visible(correlation).slice(0, 8)}`;
  const topic = truncateStart(whole, width - time.length - mark.length - 4);
  const head = [palette.faint(time)];
  if (topic !== '') head.push(paintTopic(event.topic, topic, palette), palette.faint(mark));
  const text = visible(summary(event));
  const room = width - time.length - topic.length - mark.length - 6;
  if (topic === whole && room >= Math.min(text.length, READABLE)) {
    return [...head, truncate(text, room)].join('  ').trimEnd();
  }
  return `${head.join('  ').trimEnd()}\n  ${truncate(text, width - 2)}`.trimEnd();
}

/**
 * One JSON object per event, for machines. A value that is a JSON object is copied as it was sent, with its digits and
 * the order of its names; any other value is text. Characters that control a terminal are escaped in both.
 */
export function eventJsonLine(event: BusEvent): string {
  const { topic, timestamp, headers, value, encoding } = event;
  const isObject = isReadableJson(event);
  const key = event.keyEncoding === undefined ? event.key : { base64: event.key };
  const fields = jsonMembers({ topic, timestamp: isoTime(timestamp), key, headers });
  const shown = isObject
    ? [{ name: 'value', text: compactJson(eventJsonText(event)) }]
    : jsonMembers({ value, encoding });
  return visible(objectText([...fields, ...shown]));
}

/** What a person wants to know of an event in one line. */
function summary(event: BusEvent): string {
  if (event.value === null) return '(deleted)';
  const json = eventJson(event);
  if (json === null) return event.encoding === 'base64' ? '(not UTF-8)' : event.value;
  if (typeof json['failure_reason'] === 'string') return json['failure_reason'];
  const payload = 'payload' in json ? json['payload'] : json;
  if (typeof payload === 'string') return payload;
  const whole = eventJsonText(event);
  const text = compactJson('payload' in json ? (memberText(whole, 'payload') ?? '') : whole);
  if (typeof payload !== 'object' || payload === null) return text;
  const fields = payload as Fields;
  if (event.topic === INTROSPECTION_TOPIC) {
    return `${textOf(fields['reason'])}: ${textOf(fields['node_name'])} (${textOf(fields['node_type'])})`;
  }
  return 'workflow_id' in fields && 'workflow_name' in fields ? workflowSummary(fields) : text;
}

type Fields = Readonly<Record<string, unknown>>;

/** Returns `checkout: pay (1 of 2), 12 ms: There is no such payment.` for the event of a workflow or of a stage. */
function workflowSummary(fields: Fields): string {
  const {
    workflow_name: name,
    stage,
    stage_index: index,
    stages_total: total,
    duration_ms: duration,
  } = fields;
  const { error } = fields as { error?: { message?: unknown } | null };
  const parts = [textOf(name)];
  if (stage !== undefined) parts.push(`${textOf(stage)} (${numberOf(index) + 1} of ${textOf(total)})`);
  const subject = `${parts.join(': ')}${duration === undefined ? '' : `, ${textOf(duration)} ms`}`;
  return error?.message === undefined ? subject : `${subject}: ${textOf(error.message)}`;
}

function paintTopic(topic: string, shown: string, palette: Palette): string {
  const [, category, producer, name] = topic.split('.');
  if (category === 'dlq' || name?.endsWith('failed') === true) return palette.bad(shown);
  if (producer === 'platform') return palette.faint(shown);
  if (category === 'cmd') return palette.numbered(0, shown);
  return category === 'evt' ? palette.good(shown) : palette.numbered(1, shown);
}
