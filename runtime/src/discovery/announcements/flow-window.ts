import type { Contract } from '../../contract/model.ts';
import type { PlatformEvent } from './platform-events/index.ts';

/**
 * Counts the messages of a node between two heartbeats, as in ModelNodeFlowWindow of omnibase-infra. The counts are
 * raw: readers decide whether a consumer is stalled. A consumer that took nothing has an entry with zeros.
 */
export interface FlowCounter {
  /** Topics that the node reads in a group. */
  register(group: string, topics: readonly string[]): void;
  /** A record was passed to the node. */
  taken(topic: string): void;
  /** A record was answered with this many messages; `failed`: its handler failed. */
  answered(topic: string, messages: number, failed: boolean): void;
  deadLettered(topic: string): void;
  /** A message was acknowledged on a topic. */
  produced(topic: string): void;
  /** The counts since the previous window. The next window begins. */
  close(nodeId: string, now: Date): FlowWindow;
}

interface Window {
  readonly node_id: string;
  readonly window_start: string;
  readonly window_end: string;
  readonly window_sequence: number;
}

export interface FlowWindow extends Window {
  readonly consumer_deltas: readonly (Window & {
    readonly consumer_group: string;
    readonly topic: string;
    readonly messages_in: number;
    readonly messages_out: number;
    readonly messages_dlq: number;
    readonly handler_errors: number;
    readonly declares_output: boolean;
  })[];
  readonly produce_deltas: readonly (Window & {
    readonly topic: string;
    readonly messages_produced: number;
  })[];
}

interface Counts {
  in: number;
  out: number;
  dlq: number;
  errors: number;
}

/** Null if the host is not a node, or its platform events lack `flow-window`. */
export function flowCounterOf(
  contract: Pick<Contract, 'topics'> | null,
  events: readonly PlatformEvent[],
): FlowCounter | null {
  if (contract === null || !events.includes('flow-window')) return null;
  return createFlowCounter(contract.topics.publish.length > 0, new Date());
}

/** @param declaresOutput Whether the node's contract publishes anything. */
export function createFlowCounter(declaresOutput: boolean, start: Date): FlowCounter {
  const groups = new Map<string, string>();
  const counts = new Map<string, Counts>();
  const produced = new Map<string, number>();
  let begun = start;
  let sequence = 0;
  const of = (topic: string): Counts => {
    let found = counts.get(topic);
    if (found === undefined) counts.set(topic, (found = { in: 0, out: 0, dlq: 0, errors: 0 }));
    return found;
  };
  return {
    register(group, topics) {
      for (const topic of topics) groups.set(topic, group);
    },
    taken: (topic) => void (of(topic).in += 1),
    answered(topic, messages, failed) {
      of(topic).out += messages;
      if (failed) of(topic).errors += 1;
    },
    deadLettered: (topic) => void (of(topic).dlq += 1),
    produced: (topic) => void produced.set(topic, (produced.get(topic) ?? 0) + 1),
    close(nodeId, now) {
      sequence += 1;
      // If the clock was set back, a window must not end before it began.
      const end = now < begun ? begun : now;
      const window: Window = {
        node_id: nodeId,
        window_start: begun.toISOString(),
        window_end: end.toISOString(),
        window_sequence: sequence,
      };
      const consumers = [...groups].toSorted().map(([topic, group]) => {
        const { in: messages_in, out: messages_out, dlq: messages_dlq, errors } = of(topic);
        return {
          consumer_group: group,
          topic,
          ...window,
          messages_in,
          messages_out,
          messages_dlq,
          handler_errors: errors,
          declares_output: declaresOutput,
        };
      });
      const producers = [...produced]
        .toSorted()
        .map(([topic, messages_produced]) => ({ topic, ...window, messages_produced }));
      begun = end;
      counts.clear();
      produced.clear();
      return { ...window, consumer_deltas: consumers, produce_deltas: producers };
    },
  };
}
