import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { OnexError } from '../../../src/errors/index.ts';
import { createPolicyRunner, type CircuitState } from '../../../src/node/policies/policies.ts';

const RETRY = { maxRetries: 0, initialDelayMs: 1, maxDelayMs: 1, exponentialBase: 2, retryOn: [] };
const BREAKER = { failureThreshold: 3, timeoutMs: 60_000 };
const options = () => ({ signal: new AbortController().signal, timeoutMs: null, onRetry() {} });
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as OnexError).code ?? (error as Error).message,
  );

describe('the time-out of an operation', () => {
  it('may be longer than any timer', async () => {
    const retry = { maxRetries: 0, initialDelayMs: 1, maxDelayMs: 1, exponentialBase: 2, retryOn: [] };
    const runner = await createPolicyRunner(retry, null, () => {});
    const { signal } = new AbortController();
    const work = () => sleep(20, 'done');
    for (const timeoutMs of [3_000_000_000, 5_000_000_000]) {
      expect(await runner.run(work, { signal, timeoutMs, onRetry() {} })).to.equal('done');
    }
  });
});

describe('the circuit of an operation', () => {
  const fail = (code: ConstructorParameters<typeof OnexError>[0]) => () => {
    throw new OnexError(code, 'no');
  };

  it('stays closed for everybody while one caller sends bad input', async () => {
    const states: CircuitState[] = [];
    const runner = await createPolicyRunner(RETRY, BREAKER, (state) => states.push(state));
    for (const code of [
      'INVALID_PARAMETER',
      'VALIDATION_FAILED',
      'INVALID_STATE',
      'TYPE_MISMATCH',
    ] as const) {
      for (let time = 0; time < 4; time += 1) {
        expect(await codeOf(runner.run(fail(code), options()))).to.equal(code);
      }
    }
    expect(states).to.deep.equal([]);
    expect(await runner.run(() => 'served', options())).to.equal('served');
  });

  it('opens after as many failures of the node itself as the contract says', async () => {
    const states: CircuitState[] = [];
    const runner = await createPolicyRunner(RETRY, BREAKER, (state) => states.push(state));
    for (const code of ['OPERATION_FAILED', 'OPERATION_FAILED', 'OPERATION_FAILED']) {
      expect(await codeOf(runner.run(fail('OPERATION_FAILED'), options()))).to.equal(code);
    }
    expect(states).to.deep.equal(['open']);
    let ran = false;
    const work = (): void => {
      ran = true;
    };
    expect(await codeOf(runner.run(work, options()))).to.equal('DEPENDENCY_UNAVAILABLE');
    expect(ran).to.equal(false);
  });

  it('counts a timeout that the handler ignores', async () => {
    const states: CircuitState[] = [];
    const runner = await createPolicyRunner(RETRY, { ...BREAKER, failureThreshold: 1 }, (state) =>
      states.push(state),
    );
    const run = runner.run(() => new Promise(() => {}), { ...options(), timeoutMs: 5 });
    expect(await codeOf(run)).to.equal('TIMEOUT_EXCEEDED');
    await sleep(1);
    expect(states).to.deep.equal(['open']);
  });
});

describe('an operation at shutdown', () => {
  const started = async (work: (signal: AbortSignal) => Promise<unknown>, retries = 0) => {
    const cutOff = new AbortController();
    const runner = await createPolicyRunner(
      { ...RETRY, maxRetries: retries, initialDelayMs: 60_000, maxDelayMs: 60_000 },
      null,
      () => {},
    );
    const entered = Promise.withResolvers<void>();
    const run = runner.run(
      ({ signal }) => {
        entered.resolve();
        return work(signal);
      },
      { signal: cutOff.signal, timeoutMs: 60_000, onRetry() {} },
    );
    await entered.promise;
    return { cutOff, run };
  };
  const aborted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

  it('may finish after its signal is aborted, and is answered', async () => {
    const { cutOff, run } = await started(async (signal) => {
      await aborted(signal);
      await sleep(5);
      return 'saved';
    });
    cutOff.abort();
    expect(await run).to.equal('saved');
  });

  it('is delivered again when it stops at its signal, whatever it throws', async () => {
    const { cutOff, run } = await started(async (signal) => {
      await aborted(signal);
      throw new OnexError('VALIDATION_FAILED', 'half a result');
    }, 3);
    cutOff.abort();
    expect(await codeOf(run)).to.equal('DEPENDENCY_UNAVAILABLE');
  });

  it('does not wait for the pause before a retry', async () => {
    const { cutOff, run } = await started(async () => {
      throw new Error('once more');
    }, 3);
    await sleep(5);
    cutOff.abort();
    expect(await codeOf(run)).to.equal('DEPENDENCY_UNAVAILABLE');
  });
});
