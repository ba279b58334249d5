/** An offset of a partition: that of its first record that is not done. */
export interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Commits {
  /** Records are done. They will be committed within the interval. */
  soon(): void;
  /** Commits what is done now. Resolves to whether it succeeded. */
  now(): Promise<boolean>;
  /** Sets no more timers, not even if a commit in progress fails later. */
  end(): void;
}

export interface CommitsOptions {
  /** Returns the offsets of what is done and not committed yet. */
  readonly pending: () => readonly Commit[];
  readonly commit: (offsets: readonly Commit[]) => Promise<void>;
  readonly onCommitted: (offsets: readonly Commit[]) => void;
  readonly onError: (error: unknown) => void;
  readonly intervalMs: number;
}

/**
 * Commits the offsets of all partitions together, one request at a time. A failed commit is repeated, because finished
 * records stay finished. The broker refuses the commit of a consumer that is no longer a member.
 */
export function createCommits(options: CommitsOptions): Commits {
  const { pending, commit, onCommitted, onError, intervalMs } = options;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let tail: Promise<unknown> = Promise.resolve();

  const commitPending = async (): Promise<boolean> => {
    const offsets = pending();
    if (offsets.length === 0) return true;
    try {
      await commit(offsets);
      onCommitted(offsets);
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  };
  const now = (): Promise<boolean> => {
    clearTimeout(timer);
    timer = undefined;
    const mine = tail.then(commitPending);
    tail = mine;
    return mine;
  };
  const soon = (): void => {
    if (ended) return;
    timer ??= setTimeout(() => void now().then((done) => done || soon()), intervalMs);
  };
  const end = (): void => {
    ended = true;
    clearTimeout(timer);
  };
  return { soon, now, end };
}
