import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { z } from 'zod';
import { createMemoryStateStore } from '../../src/machine/index.ts';
import { CorrelationState } from '../../src/routes/correlation-state.ts';

describe('correlations that have ended', () => {
  it('are removed when they ended before a moment; others stay', async () => {
    const store = createMemoryStateStore();
    const states = new CorrelationState(store, 'owner', z.object({}));
    const [ended, active] = [randomUUID(), randomUUID()];
    for (const id of [ended, active]) {
      const found = await states.find(id, randomUUID());
      const held = states.hold(found, 'test');
      if (id === ended) held.clear();
      else held.set({});
      expect(await states.save(id, randomUUID(), found, held, [])).to.equal(true);
    }
    const { signal } = new AbortController();
    expect(await states.prune(Date.now() - 60_000, signal)).to.equal(0);
    expect(await states.prune(Date.now() + 60_000, signal)).to.equal(1);
    expect((await store.list('owner', null, 9)).map(({ entityId }) => entityId)).to.deep.equal([active]);
  });
});
