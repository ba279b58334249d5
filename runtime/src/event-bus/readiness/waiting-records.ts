import type { InboundRecord } from '../transports/index.ts';

type Place = Pick<InboundRecord, 'topic' | 'partition' | 'offset'>;

/** The records that wait for an unavailable dependency, each with its own reason. */
export interface WaitingRecords {
  wait(record: Place, problem: string): void;
  /** The record was handled, or it no longer belongs to this consumer. */
  end(record: Place): void;
  /** No record belongs to this consumer any more. */
  endAll(): void;
}

/** Calls `onProblem` with the reason of the record that has waited longest, and with null when none waits. */
export function createWaitingRecords(onProblem: (problem: string | null) => void): WaitingRecords {
  const waiting = new Map<string, string>();
  let reported: string | null = null;
  const tell = (): void => {
    const [problem = null] = waiting.values();
    if (problem === reported) return;
    reported = problem;
    onProblem(problem);
  };
  const nameOf = ({ topic, partition, offset }: Place): string => `${topic}/${partition}/${offset}`;
  return {
    wait(record, problem) {
      waiting.set(nameOf(record), problem);
      tell();
    },
    end(record) {
      if (waiting.delete(nameOf(record))) tell();
    },
    endAll() {
      waiting.clear();
      tell();
    },
  };
}
