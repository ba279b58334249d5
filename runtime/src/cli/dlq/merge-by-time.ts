interface Timed {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/**
 * Merges sorted sources by time, always taking the earliest of their next values. Only the next value of each source is
 * in memory. When the reader stops, the sources are ended.
 */
export async function* mergeByTime<T extends Timed>(
  sources: readonly AsyncIterable<T>[],
): AsyncGenerator<T, void, undefined> {
  const open = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    const first = await Promise.all(
      open.map(async (iterator) => ({ iterator, result: await iterator.next() })),
    );
    let heads = first.flatMap(({ iterator, result }) =>
      result.done === true ? [] : [{ iterator, value: result.value }],
    );
    while (heads.length > 0) {
      const earliest = heads.reduce((one, other) =>
        other.value.timestamp < one.value.timestamp ? other : one,
      );
      yield earliest.value;
      const result = await earliest.iterator.next();
      if (result.done === true) heads = heads.filter((head) => head !== earliest);
      else earliest.value = result.value;
    }
  } finally {
    await Promise.all(open.map((iterator) => iterator.return?.()));
  }
}
