import { expect } from 'chai';
import { type Clock, createClock } from '../../../../test/faults/index.ts';
import type { RetryPolicy } from '../../../src/contract/model.ts';
import { ContentError, type ErrorCode, OnexError } from '../../../src/errors/index.ts';
import {
  type CircuitState,
  type PolicyRunner,
  createPolicyRunner,
} from '../../../src/node/policies/policies.ts';

const ONCE: RetryPolicy = {
  maxRetries: 0,
  initialDelayMs: 1,
  maxDelayMs: 1,
  exponentialBase: 2,
  retryOn: [],
};
const BREAKER = { failureThreshold: 3, timeoutMs: 60_000 };
const unavailable = (): OnexError => new OnexError('DEPENDENCY_UNAVAILABLE', 'the provider is unavailable');

const CALLERS_FAULTS: readonly ErrorCode[] = [
  'INVALID_PARAMETER',
  'MISSING_REQUIRED_PARAMETER',
  'VALIDATION_FAILED',
  'VALIDATION_ERROR',
  'INVALID_STATE',
  'TYPE_MISMATCH',
  'CONTRACT_VALIDATION_ERROR',
  'METHOD_NOT_IMPLEMENTED',
];
/** What a handler throws when one caller's message is at fault. */
const BAD_INPUT: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(CALLERS_FAULTS.map((code) => [code, new OnexError(code, 'bad input')])),
  'a content error': new ContentError('amount: expected number'),
  'a key that PostgreSQL has already': Object.assign(new Error('duplicate key'), { code: '23505' }),
  'a value that PostgreSQL cannot read': Object.assign(new Error('invalid input syntax'), { code: '22P02' }),
  'a key that SQLite has already': Object.assign(new Error('UNIQUE'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 2067,
  }),
};
/** What says that something is wrong with the node or what it uses. */
const FAILURES: Readonly<Record<string, unknown>> = {
  'an unavailable dependency': unavailable(),
  'a failed operation': new OnexError('OPERATION_FAILED', 'no'),
  'any other error': new TypeError('undefined is not a function'),
  'a database that is full': Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }),
  'a database that shuts down': Object.assign(new Error('shutting down'), { code: '57P01' }),
  'a value that is no error': 'no',
};

describe('the circuit of an operation', () => {
  let clock: Clock;
  let states: CircuitState[];
  let runner: PolicyRunner;
  let tried: number;

  beforeEach(async () => {
    clock = createClock();
    states = [];
    tried = 0;
    runner = await createPolicyRunner(ONCE, BREAKER, (state) => states.push(state));
  });
  afterEach(() => clock.restore());

  const call = (outcome: unknown = 'done', timeoutMs: number | null = null): Promise<unknown> => {
    const work = async (): Promise<unknown> => {
      tried += 1;
      if (outcome === 'done') return outcome;
      throw outcome;
    };
    const { signal } = new AbortController();
    return runner.run(work, { signal, timeoutMs, onRetry() {} }).catch((error: unknown) => error);
  };
  const times = async (count: number, outcome: unknown): Promise<void> => {
    for (let number = 0; number < count; number += 1) expect(await call(outcome)).to.equal(outcome);
  };

  for (const [name, fault] of Object.entries(BAD_INPUT)) {
    it(`stays closed for all callers when one sends bad input again and again: ${name}`, async () => {
      await times(10, fault);
      expect(await call()).to.equal('done');
      expect([tried, states]).to.deep.equal([11, []]);
    });
  }

  for (const [name, failure] of Object.entries(FAILURES)) {
    it(`opens after so many failures in a row: ${name}`, async () => {
      await times(3, failure);
      expect(states).to.deep.equal(['open']);
      const refused = await call();
      expect(refused).to.include({ name: 'CircuitOpenError', code: 'DEPENDENCY_UNAVAILABLE' });
      expect(String(refused)).to.contain('next attempt within 60000 ms');
      expect(tried).to.equal(3);
    });
  }

  it('is not opened by failures with a success in between, and bad input counts neither way', async () => {
    await times(2, unavailableOnce);
    await call();
    await times(2, unavailableOnce);
    await call(new OnexError('INVALID_PARAMETER', 'bad input'));
    expect(states).to.deep.equal([]);
    await times(1, unavailableOnce);
    expect(states).to.deep.equal(['open']);
  });

  it('lets one call through after its time, and closes when that succeeds', async () => {
    await times(3, unavailableOnce);
    await clock.advance(59_000);
    expect(await call()).to.include({ name: 'CircuitOpenError' });
    await clock.advance(2000);
    expect(await call()).to.equal('done');
    expect(states).to.deep.equal(['open', 'half-open', 'closed']);
    await times(2, unavailableOnce);
    expect(await call()).to.equal('done');
  });

  for (const days of [1, -1]) {
    it(`lets a call through after its time, and not before, when the clock jumps by ${days} day`, async () => {
      await times(3, unavailableOnce);
      clock.jump(days * 86_400_000);
      await clock.advance(59_000);
      expect(await call()).to.include({ name: 'CircuitOpenError' });
      await clock.advance(2000);
      expect(await call()).to.equal('done');
      expect(states).to.deep.equal(['open', 'half-open', 'closed']);
    });
  }

  it('opens again when the call that it lets through fails', async () => {
    await times(3, unavailableOnce);
    await clock.advance(61_000);
    await times(1, unavailableOnce);
    expect(states).to.deep.equal(['open', 'half-open', 'open']);
    expect(await call()).to.include({ name: 'CircuitOpenError' });
    await clock.advance(61_000);
    expect(await call()).to.equal('done');
  });

  it('is not tried again by the retry policy while it is open', async () => {
    const retry: RetryPolicy = { ...ONCE, maxRetries: 5, initialDelayMs: 1000, maxDelayMs: 1000 };
    runner = await createPolicyRunner(retry, BREAKER, (state) => states.push(state));
    const calling = call(unavailableOnce);
    await clock.advance(60_000);
    expect(await calling).to.include({ name: 'CircuitOpenError' });
    expect(tried).to.equal(3);
  });
});

const unavailableOnce = unavailable();

describe('the retries of an operation', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock();
  });
  afterEach(() => clock.restore());

  const attempts = async (retry: Partial<RetryPolicy>, error: unknown, ms: number) => {
    const runner = await createPolicyRunner({ ...ONCE, ...retry }, null, () => {});
    const retried: unknown[] = [];
    let tried = 0;
    const { signal } = new AbortController();
    const work = async (): Promise<never> => {
      tried += 1;
      throw error;
    };
    const onRetry = (last: unknown, attempt: number): void => void retried.push([last, attempt]);
    const ended = runner.run(work, { signal, timeoutMs: null, onRetry }).catch((reason: unknown) => reason);
    await clock.advance(ms);
    return { tried, retried, ended };
  };

  it('are as many as the contract says, and each is told with the error before it', async () => {
    const { tried, retried, ended } = await attempts(
      { maxRetries: 2, maxDelayMs: 10 },
      unavailableOnce,
      1000,
    );
    expect(tried).to.equal(3);
    expect(retried).to.deep.equal([
      [unavailableOnce, 2],
      [unavailableOnce, 3],
    ]);
    expect(await ended).to.equal(unavailableOnce);
  });

  it('are none where the contract says none', async () => {
    expect(await attempts({ maxRetries: 0 }, unavailableOnce, 1000)).to.include({ tried: 1 });
  });

  for (const [name, fault] of Object.entries(BAD_INPUT)) {
    it(`are none for ${name}`, async () => {
      expect((await attempts({ maxRetries: 3, maxDelayMs: 10 }, fault, 1000)).tried).to.equal(1);
    });
  }

  it('are for the errors alone that the contract names, but never for content errors', async () => {
    const retry = {
      maxRetries: 1,
      maxDelayMs: 10,
      retryOn: ['INVALID_PARAMETER', 'VALIDATION_ERROR', 'ECONNRESET'],
    };
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    expect((await attempts(retry, new OnexError('INVALID_PARAMETER', 'x'), 100)).tried).to.equal(2);
    expect((await attempts(retry, reset, 100)).tried).to.equal(2);
    expect((await attempts(retry, unavailableOnce, 100)).tried).to.equal(1);
    expect((await attempts(retry, new ContentError('x'), 100)).tried).to.equal(1);
  });

  it('wait no longer than a timer can, where the contract says more than 24.8 days', async () => {
    const retry = { maxRetries: 5, initialDelayMs: 2 ** 32, maxDelayMs: 2 ** 33 };
    expect((await attempts(retry, unavailableOnce, 86_400_000)).tried).to.be.at.most(2);
  });
});
