/** An offset of a partition: that of its first record which is not done. */
export interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Commits {
  /** Something is done: it will be committed within the interval. */
  soon(): void;
  /** Commits what is done now; resolves whether it could. */
  now(): Promise<boolean>;
  /** Sets no timer anymore, not even for a commit in progress that fails later. */
  end(): void;
}

export interface CommitsOptions {
  /** What is done and not committed. */
  readonly pending: () => readonly Commit[];
  readonly commit: (offsets: readonly Commit[]) => Promise<void>;
  readonly onCommitted: (offsets: readonly Commit[]) => void;
  readonly onError: (error: unknown) => void;
  readonly intervalMs: number;
}

/**
 * Commits the offsets of all partitions together, one request at a time. A commit that fails is repeated: what is done
 * stays done, and a member that is not a member any more is refused by the broker.
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
