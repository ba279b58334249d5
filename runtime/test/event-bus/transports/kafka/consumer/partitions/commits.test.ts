import { expect } from 'chai';
import {
  type Commit,
  createCommits,
} from '../../../../../../src/event-bus/transports/kafka/consumer/partitions/index.ts';

const OFFSET: Commit = { topic: 'orders', partition: 0, offset: '7' };
const INTERVAL_MS = 5;

/** Commits whose requests fail until `allow` is called, with the number of requests so far. */
function failingCommits() {
  let allowed = false;
  let requests = 0;
  const commits = createCommits({
    pending: () => [OFFSET],
    commit: async () => {
      requests += 1;
      await pause();
      if (!allowed) throw new Error('the broker does not answer');
    },
    onCommitted: () => undefined,
    onError: () => undefined,
    intervalMs: INTERVAL_MS,
  });
  return { commits, requests: () => requests, allow: () => (allowed = true) };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, INTERVAL_MS * 10));

describe('commits of offsets', () => {
  it('repeat a commit that failed', async () => {
    const { commits, requests, allow } = failingCommits();
    commits.soon();
    while (requests() < 2) await pause();
    allow();
    commits.end();
  });

  it('set no timer after the end, though the commit in progress fails', async () => {
    const { commits, requests } = failingCommits();
    commits.soon();
    while (requests() === 0) await new Promise((resolve) => setImmediate(resolve));
    commits.end();
    await pause();
    await pause();
    expect(requests()).to.equal(1);
  });

  it('set no timer after the end, though something is done later', async () => {
    const { commits, requests } = failingCommits();
    commits.end();
    commits.soon();
    await pause();
    expect(requests()).to.equal(0);
  });
});
