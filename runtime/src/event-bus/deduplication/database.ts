import { OnexError } from '../../errors/index.ts';
import type { DeduplicationDriver, DriverTransaction, StoredAnswer } from './driver.ts';
import type { Answer, DeduplicationStore, GivenOut, Work } from './store.ts';
import type { TransactionAttempt, TransactionScope } from './transaction.ts';

/** Keeps answers in a database, together with what the handler writes through its transaction. */
export function createDatabaseDeduplication(driver: DeduplicationDriver): DeduplicationStore {
  const running = new Map<string, Promise<Answer>>();

  const firstAnswer = async (scope: string, envelopeId: string): Promise<Answer | null> => {
    const known = await driver.find(scope, envelopeId);
    return known === null ? null : { outputs: JSON.parse(known) as GivenOut[], first: false };
  };

  const answer = async (scope: string, envelopeId: string, work: Work): Promise<Answer> => {
    const known = await firstAnswer(scope, envelopeId);
    if (known !== null) return known;
    const transactions = createScope(driver);
    try {
      const outputs = await work(transactions);
      const stored = { scope, envelopeId, outputs: JSON.stringify(outputs) };
      if (await transactions.record(stored)) return { outputs, first: true };
    } catch (error) {
      await transactions.discard();
      throw error;
    }
    // Somebody else was faster; what was written here is taken back, and theirs is the answer.
    const theirs = await firstAnswer(scope, envelopeId);
    if (theirs !== null) return theirs;
    throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the answer of another instance is gone already');
  };

  return {
    async once(scope, envelopeId, work) {
      const key = `${scope}\n${envelopeId}`;
      const present = running.get(key);
      if (present !== undefined) return { ...(await present), first: false };
      const mine = answer(scope, envelopeId, work);
      running.set(key, mine);
      try {
        return await mine;
      } finally {
        running.delete(key);
      }
    },
    close: () => driver.close(),
  };
}

interface OwnedAttempt extends TransactionAttempt {
  /** The database's transaction; null as long as no statement was given. */
  begun(): Promise<DriverTransaction> | null;
}

interface OwnedScope extends TransactionScope {
  /** Keeps the answer with what the last attempt wrote; false, and nothing kept, when there is one already. */
  record(answer: StoredAnswer): Promise<boolean>;
}

function createScope(driver: DeduplicationDriver): OwnedScope {
  let last: OwnedAttempt | null = null;
  return {
    attempt() {
      void last?.discard();
      last = createAttempt(driver);
      return last;
    },
    async record(answer) {
      const begun = last?.begun() ?? null;
      if (begun === null) return driver.record(answer);
      const transaction = await begun;
      const isFirst = await transaction.record(answer);
      // Whatever comes of ending it, it must not be ended twice: the connection may be somebody else's by then.
      last = null;
      if (isFirst) await transaction.commit();
      else await transaction.rollback();
      return isFirst;
    },
    async discard() {
      await last?.discard();
      last = null;
    },
  };
}

function createAttempt(driver: DeduplicationDriver): OwnedAttempt {
  let begun: Promise<DriverTransaction> | null = null;
  let discarded = false;
  /** Statements run one after another, in the order they were given. */
  let tail: Promise<unknown> = Promise.resolve();
  return {
    store: driver.store,
    begun: () => begun,
    async query(sql, parameters = []) {
      if (discarded) throw new OnexError('INVALID_STATE', 'the transaction of this attempt has ended');
      begun ??= driver.begin();
      const transaction = await begun;
      const mine = tail.then(() => {
        if (discarded) throw new OnexError('INVALID_STATE', 'the transaction of this attempt has ended');
        return transaction.query(sql, parameters);
      });
      tail = mine.catch(() => {});
      return mine;
    },
    async discard() {
      if (discarded) return;
      discarded = true;
      if (begun === null) return;
      await tail;
      const transaction = await begun.catch(() => null);
      await transaction?.rollback().catch(() => {});
    },
  };
}
