import { quote } from 'onex-cli-kit';
import {
  at,
  firstOf,
  forPeople,
  isAbsent,
  isMapping,
  items,
  warn,
  type Place,
  word,
} from '../values/index.ts';
import { tellsFailure } from '../topic-names.ts';
import { readDispatch } from './dispatch.ts';
import { topicWord } from './bare-topic.ts';

/** The topics on which an operation ends, in the order of the contract. */
export interface TerminalEvents {
  readonly success: readonly string[];
  readonly failure: readonly string[];
}

const SUCCESSES = new Set(['success', 'succeeded', 'completed', 'complete', 'done', 'ok']);
const FAILURES = new Set(['failure', 'failed', 'error', 'rejected', 'timeout', 'cancelled', 'aborted']);

/**
 * `runtime_dispatch.terminal_events` and `terminal_events` at the top: a list of topics, `{success, failure}`, or a list
 * of `{topic, outcome}`. A topic in a list without an outcome is a success unless its name says otherwise.
 */
export function readTerminalEvents(root: Place): TerminalEvents {
  const found = { success: new Set<string>(), failure: new Set<string>() };
  for (const place of [readDispatch(root).terminal, at(root, 'terminal_events')]) {
    for (const [outcome, item] of terminalItems(place)) {
      const topic = topicWord(item);
      if (topic === null) continue;
      warnOfOutcome(item, outcome);
      const failed = outcome === null ? tellsFailure(topic) : FAILURES.has(outcome.toLowerCase());
      found[failed ? 'failure' : 'success'].add(topic);
    }
  }
  return { success: [...found.success], failure: [...found.failure] };
}

function warnOfOutcome(item: Place, outcome: string | null): void {
  const known = outcome?.toLowerCase() ?? 'success';
  if (SUCCESSES.has(known) || FAILURES.has(known)) return;
  warn(item, `outcome ${quote(outcome)} is not known; the topic is read as a success`);
}

/** Each terminal event with its outcome; null where the contract does not say it. */
function terminalItems(place: Place): (readonly [string | null, Place])[] {
  if (isAbsent(place)) return [];
  if (!isMapping(place.value)) {
    return items(place, { single: true }).flatMap((item) => terminalItem(null, item));
  }
  if ('topic' in place.value) return terminalItem(null, place);
  forPeople(place, 'version', 'description');
  const { version: _, description: __, ...outcomes } = place.value;
  return Object.keys(outcomes).flatMap((outcome) =>
    items(at(place, outcome), { single: true }).flatMap((item) => terminalItem(outcome, item)),
  );
}

function terminalItem(outcome: string | null, item: Place): (readonly [string | null, Place])[] {
  if (!isMapping(item.value)) return [[outcome, item]];
  forPeople(item, 'version', 'description', 'name', 'event_type', 'event');
  const topic = firstOf(item, 'topic', 'event_topic');
  if (isAbsent(topic)) {
    warn(item, 'names no topic, so it ends no operation');
    return [];
  }
  return [[word(firstOf(item, 'outcome', 'status')) ?? outcome, topic]];
}
