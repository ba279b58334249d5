interface Asked<Item, Result> {
  readonly item: Item;
  readonly answer: PromiseWithResolvers<Result>;
}

/**
 * One call of `work` for all that is asked in one turn of the event loop, so that the database is asked once for many
 * messages.
 * @param work Calls `take` when it is ready to begin: what was asked while it waited is among the items. It gives a
 *   result for each, in their order; what it throws, all are told.
 */
export function gather<Item, Result>(
  work: (take: () => readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let asked: Asked<Item, Result>[] = [];
  const answerAll = async (): Promise<void> => {
    let batch: Asked<Item, Result>[] = [];
    const take = (): readonly Item[] => {
      batch = [...batch, ...asked];
      asked = [];
      return batch.map(({ item }) => item);
    };
    try {
      const results = await work(take);
      batch.forEach(({ answer }, index) => answer.resolve(results[index] as Result));
    } catch (error) {
      take();
      for (const { answer } of batch) answer.reject(error);
    }
  };
  return (item) => {
    const answer = Promise.withResolvers<Result>();
    if (asked.push({ item, answer }) === 1) setImmediate(() => void answerAll());
    return answer.promise;
  };
}
