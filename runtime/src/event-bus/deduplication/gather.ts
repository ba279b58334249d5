import { monotonicNow } from '../../values/index.ts';

interface Asked<Item, Result> {
  readonly item: Item;
  readonly answer: PromiseWithResolvers<Result>;
}

const PATIENCE_MS = 5;

/**
 * One call of `work` for all that is asked in one turn of the event loop, and in the next ones as long as each brings
 * more, so that the database is asked once for many messages. An item that comes alone waits for one turn.
 * @param work Calls `take` when it is ready to begin: what was asked while it waited is among the items. It returns a
 *   result for each, in their order; an Error rejects this item alone, and what it throws rejects all.
 * @param patienceMs How long the first item may wait for others.
 */
export function gather<Item, Result>(
  work: (take: () => readonly Item[]) => Promise<readonly (Result | Error)[]>,
  patienceMs = PATIENCE_MS,
): (item: Item) => Promise<Result> {
  let asked: Asked<Item, Result>[] = [];
  const afterTurn = (seen: number, until: number): void => {
    setImmediate(() => {
      if (asked.length > seen && monotonicNow() < until) afterTurn(asked.length, until);
      else void answerAll();
    });
  };
  const answerAll = async (): Promise<void> => {
    let batch: Asked<Item, Result>[] = [];
    const take = (): readonly Item[] => {
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
      take();
      for (const { answer } of batch) answer.reject(error);
    }
  };
  return (item) => {
    const answer = Promise.withResolvers<Result>();
    if (asked.push({ item, answer }) === 1) afterTurn(1, monotonicNow() + patienceMs);
    return answer.promise;
  };
}
