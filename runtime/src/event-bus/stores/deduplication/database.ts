import { OnexError } from '../../../errors/index.ts';
import { jsonText } from '../../../values/index.ts';
import {
  type DeduplicationDriver,
  type DriverTransaction,
  RefusedWrites,
  type StoredAnswer,
} from './driver.ts';
import { checkStatement, toDatabase } from './statement/index.ts';
import type { Answer, DeduplicationStore, GivenOut, Work } from './store.ts';
import type { TransactionAttempt, TransactionScope } from './transaction.ts';

type Wanted = Pick<StoredAnswer, 'scope' | 'envelopeId'>;

/** Stores answers in a database, together with what the handler writes through its transaction. */
export function createDatabaseDeduplication(driver: DeduplicationDriver): DeduplicationStore {
  const running = new Map<string, Promise<Answer>>();

  const parse = (known: string): Answer => ({ outputs: JSON.parse(known) as GivenOut[], first: false });

  /** Null: another instance was faster, and the writes of this one are rolled back. */
  const workOnce = async (
    { scope, envelopeId }: Wanted,
    work: Work,
    refusal?: Error,
  ): Promise<readonly GivenOut[] | null> => {
    const transactions = createScope(driver, refusal);
    try {
      const outputs = await work(transactions);
      const isFirst = await transactions.record({
        scope,
        envelopeId,
        outputs: jsonText(outputs, 'The outputs'),
      });
      return isFirst ? outputs : null;
    } catch (error) {
      await transactions.discard();
      if (refusal !== undefined || !(error instanceof RefusedWrites)) throw error;
      return workOnce({ scope, envelopeId }, work, error.refusal);
    }
  };

  const answer = async (scope: string, envelopeId: string, work: Work): Promise<Answer> => {
    const known = await driver.find(scope, envelopeId);
    if (known !== null) return parse(known);
    const outputs = await workOnce({ scope, envelopeId }, work);
    if (outputs !== null) return { outputs, first: true };
    const theirs = await driver.find(scope, envelopeId);
    if (theirs !== null) return parse(theirs);
    throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the answer of another instance has already expired');
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
    retain: (ms) => driver.retain(ms),
    size: () => driver.size(),
    ...(driver.open && { open: () => driver.open?.() ?? Promise.resolve() }),
    close: () => driver.close(),
  };
}

interface OwnedAttempt extends TransactionAttempt {
  /**
   * Waits for the statements that it has received, and rejects later ones. Resolves to the database's transaction, or
   * to null if there was no statement.
   */
  settle(): Promise<DriverTransaction | null>;
}

interface OwnedScope extends TransactionScope {
  /**
   * Stores the answer with the writes of the last attempt. If there is an answer already, stores nothing and returns
   * false.
   */
  record(answer: StoredAnswer): Promise<boolean>;
}

function createScope(driver: DeduplicationDriver, refusal: Error | undefined): OwnedScope {
  let last: OwnedAttempt | null = null;
  return {
    ...(refusal !== undefined && { refusal }),
    attempt() {
      void last?.discard();
      last = createAttempt(driver);
      return last;
    },
    async record(answer) {
      const transaction = (await last?.settle()) ?? null;
      if (transaction === null) return driver.record(answer);
      const isFirst = await transaction.record(answer);
      // Even if ending it fails, it must not be ended twice, because another message may use the connection by then.
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
  let transaction: DriverTransaction | null = null;
  let ended = false;
  let discarded = false;
  /** Statements run one after another, in the order in which they were issued. */
  let tail: Promise<unknown> = Promise.resolve();
  const begin = async (): Promise<DriverTransaction> => (transaction = await driver.begin());
  const over = (): OnexError => new OnexError('INVALID_STATE', 'the transaction of this attempt has ended');
  return {
    store: driver.store,
    async query(sql, parameters = []) {
      if (ended) throw over();
      checkStatement(sql, parameters.length, driver.store);
      const values = parameters.map((value, index) => toDatabase(value, index + 1));
      const beginning = (begun ??= begin());
      const mine = tail.then(async () => {
        const open = await beginning;
        if (discarded) throw over();
        return open.query(sql, values);
      });
      tail = mine.catch(() => {});
      return mine;
    },
    async settle() {
      ended = true;
      await tail;
      return begun;
    },
    async discard() {
      if (discarded) return;
      ended = true;
      discarded = true;
      const undone = begun?.then((open) => open.rollback()).catch(() => {});
      // A statement that still waits for its turn has written nothing. The failure must not wait for it.
      if (transaction !== null) await undone;
    },
  };
}
