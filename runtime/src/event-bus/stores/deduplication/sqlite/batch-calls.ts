import { monotonicNow } from '../../../../values/index.ts';

interface Asked<Item, Result> {
  readonly item: Item;
  readonly answer: PromiseWithResolvers<Result>;
}

/** The maximum time that the first item waits for others, in ms. */
const PATIENCE_MS = 5;

/**
 * Combines many items into one call of `work`, so one database query serves many messages. It collects the items of one
 * turn of the event loop, and of the following turns as long as each adds more. While many items are in flight, it
 * waits for as many as the last call had, but not longer than that call took. A single item waits for one turn.
 * @param work Calls `take` when it is ready to begin, which also returns the items that came while it waited. It
 * returns a
 *   result for each, in their order; an Error rejects this item alone, and what it throws rejects all.
 * @param patienceMs How long the first item may wait for others.
 */
export function batchCalls<Item, Result>(
  work: (take: () => readonly Item[]) => Promise<readonly (Result | Error)[]>,
  patienceMs = PATIENCE_MS,
): (item: Item) => Promise<Result> {
  let asked: Asked<Item, Result>[] = [];
  let last = { items: 0, ms: 0 };

  const wait = (seen: number, since: number): void => {
    setImmediate(() => {
      const waited = monotonicNow() - since;
      if (asked.length > seen && waited < patienceMs) wait(asked.length, since);
      else if (asked.length < last.items && waited < Math.min(patienceMs, last.ms))
        setTimeout(() => wait(asked.length, since), 1);
      // A call that began earlier may have taken the items.
      else if (asked.length > 0) void answerAll();
    });
  };
  const answerAll = async (): Promise<void> => {
    const begun = monotonicNow();
    let batch: Asked<Item, Result>[] = [];
    let hasTaken = false;
    const take = (): readonly Item[] => {
      hasTaken = true;
      batch = [...batch, ...asked];
      asked = [];
      return batch.map(({ item }) => item);
    };
    try {
      const results = await work(take);
      for (const [index, { answer }] of batch.entries()) {
        const result = results[index] as Result | Error;
        if (result instanceof Error) answer.reject(result);
        else answer.resolve(result);
      }
    } catch (error) {
      // Items that came since then are not part of this call.
      if (!hasTaken) take();
      for (const { answer } of batch) answer.reject(error);
    }
    last = { items: batch.length, ms: monotonicNow() - begun };
  };
  return (item) => {
    const answer = Promise.withResolvers<Result>();
    if (asked.push({ item, answer }) === 1) wait(1, monotonicNow());
    return answer.promise;
  };
}
