import { expect } from 'chai';
import type { OnexError } from '../../src/errors/index.ts';
import type { StateStore, StoredState } from '../../src/machine/index.ts';
import { RECENT_INPUTS } from '../../src/machine/stores/state-store.ts';

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
      expect(await store.load('door', 'a/../b', 'none')).to.equal(null);
      expect(await store.save('door', 'a/../b', stored(1))).to.equal(true);
      expect(await store.save('door', 'a/../b', stored(2))).to.equal(true);
      expect(await store.load('door', 'a/../b', 'none')).to.deep.equal({
        ...stored(2),
        earlierOutputs: null,
      });
      expect(await store.load('door', 'b', 'none')).to.equal(null);
      expect(await store.load('window', 'a/../b', 'none')).to.equal(null);
    });

    it('belongs to its owner alone, even where all ids are equal', async () => {
      const store = open();
      const owners = ['local/shop/lock', 'local/travel/lock', 'test/shop/lock', 'local/shop/lock_2'];
      for (const owner of owners) {
        expect(await store.load(owner, 'same', 'input-1'), owner).to.equal(null);
        expect(await store.save(owner, 'same', { ...stored(1), data: { owner } }), owner).to.equal(true);
        expect(await store.save(owner, 'same', { ...stored(2), data: { owner } }), owner).to.equal(true);
      }
      for (const owner of owners) {
        const loaded = await store.load(owner, 'same', 'input-1');
        expect(loaded).to.deep.include({ version: 2, data: { owner } });
        expect(loaded?.earlierOutputs).to.have.length(1);
      }
    });

    it('is saved by one of two that save the same version at once; the other is told so', async () => {
      const [left, right] = [open(), open()];
      await left.save('local/shop/race', 'a', stored(1));
      const saves = await Promise.all(
        [left, right, left, right].map((store) => store.save('local/shop/race', 'a', stored(2))),
      );
      expect(saves.filter(Boolean)).to.have.length(1);
    });

    it('is not saved over what somebody else saved meanwhile', async () => {
      const store = open();
      await store.save('door', 'c', stored(1));
      expect(await store.save('door', 'c', { ...stored(1), state: 'shut' })).to.equal(false);
      expect(await store.save('door', 'c', stored(3))).to.equal(false);
      expect(await store.save('door', 'none', stored(2))).to.equal(false);
      expect(await store.load('door', 'c', 'none')).to.deep.equal({ ...stored(1), earlierOutputs: null });
    });

    it('knows what the inputs before the last gave out, as many as can be in hand', async () => {
      const store = open();
      const count = RECENT_INPUTS + 10;
      for (let version = 1; version <= count; version += 1) await store.save('door', 'd', stored(version));
      const outputsOf = async (version: number) => {
        const loaded = await store.load('door', 'd', `input-${version}`);
        return loaded?.lastInput === `input-${version}` ? loaded.lastOutputs : loaded?.earlierOutputs;
      };
      for (const version of [count, count - 1, count - RECENT_INPUTS + 1]) {
        expect(await outputsOf(version)).to.deep.equal(stored(version).lastOutputs);
      }
      expect(await outputsOf(count + 1)).to.equal(null);
      const other = await store.load('window', 'd', `input-${count - 1}`);
      expect(other).to.equal(null);
    });

    it('remembers no input whose save was refused', async () => {
      const store = open();
      await store.save('door', 'e', stored(1));
      await store.save('door', 'e', stored(2));
      await store.save('door', 'e', { ...stored(2), lastInput: 'too late' });
      await store.save('door', 'e', stored(3));
      expect((await store.load('door', 'e', 'too late'))?.earlierOutputs).to.equal(null);
      expect((await store.load('door', 'e', 'input-2'))?.earlierOutputs).to.have.length(1);
    });

    it('gives back what JSON gives back, and never the object that was saved', async () => {
      const store = open();
      const data: Record<string, unknown> = { list: [1], zero: -0, absent: undefined };
      await store.save('door', 'json', { ...stored(1), data });
      data['list'] = 'changed';
      const loaded = await store.load('door', 'json', 'none');
      expect(loaded?.data).to.deep.equal({ list: [1], zero: 0 });
      expect(await store.load('door', 'json', 'none'))
        .to.have.property('data')
        .that.does.not.equal(loaded?.data);
    });

    it('lists the entities of an owner in pages, and removes one with its inputs', async () => {
      const store = open();
      const owner = 'local/shop/listed';
      for (const id of ['c', 'a', 'b']) await store.save(owner, id, { ...stored(1), data: { id } });
      await store.save(owner, 'a', stored(2));
      await store.save(owner, 'c', stored(2));
      await store.save(owner, 'c', stored(3));
      await store.save('local/travel/listed', 'a', stored(1));
      await store.save('local/travel/listed', 'a', stored(2));
      const first = await store.list(owner, null, 2);
      expect(first.map(({ entityId, version }) => [entityId, version])).to.deep.equal([
        ['a', 2],
        ['b', 1],
      ]);
      const rest = await store.list(owner, 'b', 2);
      expect(rest).to.deep.equal([
        { entityId: 'c', state: 'open', version: 3, data: stored(3).data, unreadable: null },
      ]);
      expect(await store.remove('local/travel/listed', 'b')).to.equal(false);
      expect(await store.remove(owner, 'a')).to.equal(true);
      expect(await store.remove(owner, 'a')).to.equal(false);
      expect(await store.load(owner, 'a', 'input-1')).to.equal(null);
      expect(await store.save(owner, 'a', stored(1))).to.equal(true);
      expect((await store.load(owner, 'a', 'input-2'))?.earlierOutputs).to.equal(null);
      expect(await store.list('local/travel/listed', null, 10)).to.have.length(1);
      for (const [of, id] of [
        [owner, 'c'],
        ['local/travel/listed', 'a'],
      ] as const) {
        expect((await store.load(of, id, 'input-1'))?.earlierOutputs, `${of} ${id}`).to.have.length(1);
      }
    });

    it('refuses what JSON would change as the message’s fault, with its path, not as an unavailable store', async () => {
      const store = open();
      for (const [unfit, path] of [
        [{ data: { sum: 1n } }, '$.sum'],
        [{ data: { at: [new Date(0)] } }, '$.at[0]'],
        [{ data: { tags: new Set() } }, '$.tags'],
        [{ data: { share: Number.NaN } }, '$.share'],
        [
          { lastOutputs: [{ kind: 'event', topic: 't', payload: { at: new Map() } }] as never },
          '$[0].payload.at',
        ],
      ] as const) {
        const failure = await store
          .save('door', 'f', { ...stored(1), ...unfit })
          .catch((error: unknown) => error as OnexError);
        expect((failure as OnexError).code).to.equal('PROCESSING_ERROR');
        expect((failure as OnexError).message).to.contain(`${path} is `);
      }
      expect(await store.load('door', 'f', 'none')).to.equal(null);
    });
  });
}
