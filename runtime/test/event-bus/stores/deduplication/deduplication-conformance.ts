import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { DeduplicationStore } from '../../../../src/event-bus/index.ts';
import { type Bounds, describeDurable, given } from './durable-conformance.ts';

export interface DeduplicationBench {
  /** A store on the same data, as another process would open it; closed by the suite. */
  open(bounds?: Bounds): Promise<DeduplicationStore>;
  /** Whether the store outlives a process and lets handlers join its transaction. */
  readonly durable: boolean;
}

/** What every store of answers must do. */
export function describeDeduplication(name: string, bench: () => DeduplicationBench): void {
  describe(`${name} deduplication`, () => {
    let store: DeduplicationStore;
    let opened: DeduplicationStore[];
    let id: string;
    const open = async (bounds?: Bounds): Promise<DeduplicationStore> => {
      const another = await bench().open(bounds);
      opened.push(another);
      return another;
    };
    beforeEach(async () => {
      opened = [];
      id = randomUUID();
      store = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.map((each) => each.close()));
    });

    it('does a message once, and gives a duplicate the first answer', async () => {
      let count = 0;
      const work = async () => given({ count: ++count });
      const first = await store.once('node', id, work);
      const second = await store.once('node', id, work);
      expect(first.first).to.equal(true);
      expect(second).to.deep.equal({ outputs: first.outputs, first: false });
      expect(count).to.equal(1);
    });

    it('does a message once when it comes twice at the same time', async () => {
      let count = 0;
      const answers = await Promise.all(
        [1, 2, 3].map(() => store.once('node', id, async () => given({ count: ++count }))),
      );
      expect(count).to.equal(1);
      expect(answers.map(({ first }) => first)).to.deep.equal([true, false, false]);
      for (const { outputs } of answers) expect(outputs).to.deep.equal(answers[0]?.outputs);
    });

    it('keeps nothing when the work throws', async () => {
      const error = await store
        .once('node', id, async () => {
          throw new Error('not now');
        })
        .catch((thrown: unknown) => thrown);
      expect(error).to.include({ message: 'not now' });
      expect((await store.once('node', id, async () => given({}))).first).to.equal(true);
    });

    it('keeps the answers of different nodes and messages apart', async () => {
      const other = randomUUID();
      const answers = await Promise.all([
        store.once('one', id, async () => given(1)),
        store.once('other', id, async () => given(2)),
        store.once('one', other, async () => []),
      ]);
      expect(answers.map(({ first }) => first)).to.deep.equal([true, true, true]);
      expect((await store.once('one', other, async () => given(3))).outputs).to.deep.equal([]);
    });

    it('rejects outputs that JSON would change, with the path, and keeps nothing', async () => {
      for (const payload of [{ at: new Date(0) }, { sum: Number.NaN }, [undefined], { all: new Set([1]) }]) {
        const failure = await store
          .once('node', id, async () => given(payload))
          .catch((thrown: unknown) => thrown as Error);
        expect(failure).to.include({ code: 'PROCESSING_ERROR' });
        expect((failure as Error).message).to.contain('$[0].envelope.payload');
      }
      expect((await store.once('node', id, async () => given({}))).first).to.equal(true);
    });

    it('keeps many answers at once', async () => {
      const ids = Array.from({ length: 200 }, () => randomUUID());
      await Promise.all(ids.map((each) => store.once('node', each, async () => given(each))));
      const again = await Promise.all(ids.map((each) => store.once('node', each, async () => given('no'))));
      expect(again.map(({ outputs }) => outputs[0]?.envelope.payload)).to.deep.equal(ids);
    });

    if (bench().durable) describeDurable(() => ({ store, open, id }));
  });
}
