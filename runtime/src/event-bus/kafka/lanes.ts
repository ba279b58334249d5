import type { InboundRecord } from '../transport.ts';

export interface LanesOptions {
  /** Records of one partition, in the order of their offsets. */
  readonly records: readonly InboundRecord[];
  /** Most records in hand at once. */
  readonly concurrency: number;
  /** Handles one record to its end; false when it was not done, after which its key is left alone. */
  readonly handle: (record: InboundRecord) => Promise<boolean>;
  /** Told of the offset up to which, and with which, everything is done. */
  readonly onDone: (offset: bigint) => void;
  /** True: begin no more. */
  readonly ended: () => boolean;
}

/**
 * Handles records of different keys at once and those of one key one after another. An offset counts as done only when
 * all before it are, since that is all that can be committed.
 */
export async function runLanes(options: LanesOptions): Promise<void> {
  const { records, concurrency, handle, onDone, ended } = options;
  const done = records.map(() => false);
  let settled = 0;

  const finish = (index: number): void => {
    done[index] = true;
    const before = settled;
    while (done[settled] === true) settled += 1;
    const last = records[settled - 1];
    if (settled > before && last !== undefined) onDone(last.offset);
  };

  const lanes = laneIndexes(records);
  const worker = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      for (const index of lane) {
        const record = records[index];
        if (record === undefined || ended()) return;
        if (!(await handle(record))) break;
        finish(index);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, lanes.length) }, worker));
}

/** Indexes of the records of each key, in the order in which the keys first come up; a record without key is alone. */
function laneIndexes(records: readonly InboundRecord[]): number[][] {
  const lanes: number[][] = [];
  const byKey = new Map<string, number[]>();
  records.forEach(({ key }, index) => {
    const name = key?.toString('latin1');
    const lane = name === undefined ? undefined : byKey.get(name);
    if (lane !== undefined) {
      lane.push(index);
      return;
    }
    const made = [index];
    lanes.push(made);
    if (name !== undefined) byKey.set(name, made);
  });
  return lanes;
}
