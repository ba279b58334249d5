import { expect } from 'chai';
import type { StateStore, StoredState } from '../../src/machine/index.ts';

const stored = (version: number): StoredState => ({
  state: 'open',
  data: { list: [1, 'ü', null], nested: { yes: true } },
  version,
  lastInput: `input-${version}`,
  lastOutputs: [{ kind: 'intent', topic: 'onex.intent.shop.door-ring.v1', payload: { version } }],
});

/** What every store must do for a reducer; `open` opens the same data each time. */
export function describeStateStore(kind: string, open: () => StateStore): void {
  describe(`reducer state in ${kind}`, () => {
    it('comes back as it was saved, by node and entity', async () => {
      const store = open();
      expect(await store.load('door', 'a/../b')).to.equal(null);
      expect(await store.save('door', 'a/../b', stored(1))).to.equal(true);
      expect(await store.save('door', 'a/../b', stored(2))).to.equal(true);
      expect(await store.load('door', 'a/../b')).to.deep.equal(stored(2));
      expect(await store.load('door', 'b')).to.equal(null);
      expect(await store.load('window', 'a/../b')).to.equal(null);
    });

    it('is not saved over what somebody else saved meanwhile', async () => {
      const store = open();
      await store.save('door', 'c', stored(1));
      expect(await store.save('door', 'c', { ...stored(1), state: 'shut' })).to.equal(false);
      expect(await store.save('door', 'c', stored(3))).to.equal(false);
      expect(await store.save('door', 'none', stored(2))).to.equal(false);
      expect(await store.load('door', 'c')).to.deep.equal(stored(1));
    });
  });
}
