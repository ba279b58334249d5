import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createPolicyRunner } from '../../src/node/policies.ts';

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
