import type { DeliveryDriver } from './driver.ts';

/** Counts of the messages of one node. */
export interface DeliveryCounts {
  /**
   * The message is in progress from now on. Resolves to the number of processes that ended while they handled it.
   * @throws OnexError as the classification of store errors says.
   */
  begin(messageId: string): Promise<number>;
  /** The message is done, and its count is forgotten. */
  end(messageId: string): void;
  /** The message is neither done nor in progress any more. Resolves when that is stored. Never rejects. */
  release(messageId: string): Promise<void>;
  /** The process shuts down in an orderly way: messages in progress, now and later, are not counted. */
  shutDown(): Promise<void>;
  close(): Promise<void>;
}

/** How long the end of a message may wait to be written together with other changes, in ms. */
const END_WITHIN_MS = 250;

/** Writes the changes of one turn of the event loop together, one write at a time. */
export function createDeliveryCounts(driver: DeliveryDriver): DeliveryCounts {
  const begun = new Map<string, PromiseWithResolvers<number>>();
  const ended = new Set<string>();
  const released = new Map<string, PromiseWithResolvers<void>>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;
  let isShutDown = false;

  const writeOnce = async (): Promise<void> => {
    const beginning = new Map(begun);
    const ending = [...ended];
    const releasing = new Map(released);
    for (const waiting of [begun, ended, released]) waiting.clear();
    try {
      const counts = await driver.write({
        begun: [...beginning.keys()],
        ended: ending,
        released: [...releasing.keys()],
      });
      for (const [id, { resolve }] of beginning) resolve(counts.get(id) ?? 0);
    } catch (error) {
      for (const [, { reject }] of beginning) reject(error);
      // They are written with the next change. If the process ends first, one count is too high at worst.
      for (const id of ending) if (!begun.has(id)) ended.add(id);
    }
    for (const { resolve } of releasing.values()) resolve();
  };
  const writeAll = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    do await writeOnce();
    while (begun.size > 0 || released.size > 0);
    writing = null;
    if (ended.size > 0) later();
  };
  const now = (): void => {
    writing ??= new Promise((resolve) => setImmediate(() => void writeAll().then(resolve)));
  };
  const later = (): void => {
    if (writing === null && !isShutDown) timer ??= setTimeout(now, END_WITHIN_MS).unref();
  };

  return {
    begin(id) {
      if (isShutDown) return Promise.resolve(0);
      ended.delete(id);
      const known = begun.get(id) ?? Promise.withResolvers<number>();
      begun.set(id, known);
      now();
      return known.promise;
    },
    end(id) {
      if (isShutDown) return;
      ended.add(id);
      later();
    },
    release(id) {
      if (isShutDown) return Promise.resolve();
      const known = released.get(id) ?? Promise.withResolvers<void>();
      released.set(id, known);
      now();
      return known.promise;
    },
    async shutDown() {
      if (isShutDown) return;
      isShutDown = true;
      clearTimeout(timer);
      await writing;
      await writeOnce();
      await driver.releaseAll().catch(() => {});
    },
    async close() {
      isShutDown = true;
      clearTimeout(timer);
      await writing;
      await driver.close();
    },
  };
}
