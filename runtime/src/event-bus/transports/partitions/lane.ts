/** Items of one key, in order of arrival. */
export interface Lane<Item> {
  readonly items: Item[];
  /** One of the items is being handled. */
  isBusy: boolean;
}

/** Lanes by key. An item without a key has a lane of its own. */
export interface Lanes<Item> {
  add(key: string | null, item: Item): void;
  /** The lane that has an item, is not busy, and has waited longest. It counts as busy from then on. */
  take(): Lane<Item> | undefined;
  /** The first item of a busy lane is done. */
  finish(lane: Lane<Item>): void;
  /** The first item of a busy lane was not done. After a `retry`, it is the first again. */
  leave(lane: Lane<Item>): void;
  retry(): void;
  /** Number of items that wait, without those in progress. */
  waiting(): number;
}

export function createLanes<Item>(): Lanes<Item> {
  const byKey = new Map<string, Lane<Item>>();
  const keys = new WeakMap<Lane<Item>, string>();
  let ready: Lane<Item>[] = [];
  /** Where `ready` begins, because removing the front of an array takes time proportional to its length. */
  let first = 0;
  let left: Lane<Item>[] = [];
  let waiting = 0;

  return {
    add(key, item) {
      waiting += 1;
      const known = key === null ? undefined : byKey.get(key);
      if (known !== undefined) {
        known.items.push(item);
        return;
      }
      const lane: Lane<Item> = { items: [item], isBusy: false };
      if (key !== null) {
        byKey.set(key, lane);
        keys.set(lane, key);
      }
      ready.push(lane);
    },
    take() {
      const lane = ready[first];
      if (lane === undefined) return undefined;
      first += 1;
      if (first > 1000 && first * 2 > ready.length) {
        ready = ready.slice(first);
        first = 0;
      }
      lane.isBusy = true;
      waiting -= 1;
      return lane;
    },
    finish(lane) {
      lane.items.shift();
      lane.isBusy = false;
      if (lane.items.length > 0) {
        ready.push(lane);
        return;
      }
      const key = keys.get(lane);
      if (key !== undefined) byKey.delete(key);
    },
    leave(lane) {
      lane.isBusy = false;
      waiting += 1;
      left.push(lane);
    },
    retry() {
      ready = [...left, ...ready.slice(first)];
      first = 0;
      left = [];
    },
    waiting: () => waiting,
  };
}
