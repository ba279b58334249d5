import { expect } from 'chai';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import type { WorkflowState, WorkflowStore } from '../../../src/workflow/index.ts';
import { STATE_SCHEMA, UNTOUCHED } from '../../../src/workflow/state/state.ts';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const CORRELATION = uuid(99);

/** A running workflow with one step, as its first save. */
export function stateOf(number: number, owner: string, changes: Partial<WorkflowState> = {}): WorkflowState {
  return {
    schema: STATE_SCHEMA,
    workflowId: uuid(number),
    workflowName: 'trip',
    node: 'node_shop_trip_orchestrator',
    owner,
    operation: 'run',
    start: createEnvelope(null, { correlationId: CORRELATION }),
    input: { seats: 2 },
    status: 'running',
    startedAt: number,
    deadline: null,
    finishedAt: null,
    steps: { pay: { ...UNTOUCHED, status: 'running', dueAt: 5_000 } },
    completions: 0,
    commands: { [uuid(100 + number)]: { step: 'pay', attempt: 1, undo: false, round: 0 } },
    error: null,
    answers: {},
    early: {},
    unsent: [],
    unsentAt: 0,
    holder: null,
    dueAt: 5_000,
    uncompensated: [],
    version: 1,
    ...changes,
  };
}

/** What every workflow store does, whatever is behind it. `open` gives connections to the same, empty data. */
export function describeStore(kind: string, open: () => WorkflowStore | Promise<WorkflowStore>): void {
  describe(`${kind} workflow store`, () => {
    it('gives back what was saved, after any number of partial saves', async () => {
      const store = await open();
      const state = stateOf(1, 'a');
      await store.save(state);
      const envelopeId = uuid(7);
      const next: WorkflowState = {
        ...state,
        status: 'compensating',
        steps: { ...state.steps, __proto__pay: { ...UNTOUCHED, result: { price: 3 } } },
        answers: { [envelopeId]: [{ kind: 'event', topic: 'onex.evt.shop.x.v1', payload: {} }] },
        version: 2,
      };
      expect(await store.save(next, new Set(['step/__proto__pay', `answer/${envelopeId}`]))).to.equal(true);
      expect(await (await open()).load(state.workflowId, 'a')).to.deep.equal(next);
      expect(await store.findByCommand(uuid(101), 'a')).to.equal(state.workflowId);
      expect(await store.findByCommand(envelopeId, 'a')).to.equal(state.workflowId);
    });

    it('refuses a save that is not based on the latest one, and changes nothing', async () => {
      const store = await open();
      const state = stateOf(1, 'a');
      expect(await store.save(state)).to.equal(true);
      expect(await store.save({ ...state, status: 'failed' })).to.equal(false);
      expect(await store.save({ ...state, version: 3 })).to.equal(false);
      expect(await store.save({ ...stateOf(2, 'a'), version: 2 })).to.equal(false);
      expect((await store.load(state.workflowId, 'a'))?.status).to.equal('running');
      expect(await store.load(uuid(2), 'a')).to.equal(null);
    });

    it('lets one of many saves of the same version through, and tells the others', async () => {
      const stores = [await open(), await open()];
      const races = async (state: WorkflowState): Promise<number> => {
        const saves = [0, 1, 2, 3, 4, 5].map((index) => stores[index % 2]!.save({ ...state, input: index }));
        return (await Promise.all(saves)).filter(Boolean).length;
      };
      expect(await races(stateOf(1, 'a'))).to.equal(1);
      expect(await races(stateOf(1, 'a', { version: 2 }))).to.equal(1);
      expect((await stores[0]!.load(uuid(1), 'a'))?.version).to.equal(2);
    });

    it('refuses what JSON would change, with its path, and keeps what was saved before', async () => {
      const store = await open();
      await store.save(stateOf(1, 'a'));
      for (const [unfit, path] of [
        [new Date(0), '$.input'],
        [{ list: [Number.NaN] }, '$.input.list[0]'],
        [{ tags: new Set() }, '$.input.tags'],
        [{ id: 1n }, '$.input.id'],
      ] as const) {
        const failure = await store
          .save(stateOf(1, 'a', { version: 2, input: unfit }))
          .catch((error: unknown) => error as Error);
        expect(failure).to.include({ code: 'PROCESSING_ERROR' });
        expect((failure as Error).message).to.contain(`${path} is`);
      }
      expect(await store.load(uuid(1), 'a')).to.deep.include({ version: 1, input: { seats: 2 } });
    });

    it('shows a workflow to its owner only, even where all ids are equal', async () => {
      const store = await open();
      await store.save(stateOf(1, 'local/shop/trip', { input: { of: 'shop' } }));
      for (const other of ['local/travel/trip', 'test/shop/trip', 'local/shop/hotel']) {
        expect(await store.load(uuid(1), other), other).to.equal(null);
        expect(await store.findByCommand(uuid(101), other), other).to.equal(null);
        expect(await store.findByCorrelation(other, CORRELATION), other).to.deep.equal([]);
        expect(await store.listUnfinished(other), other).to.deep.equal([]);
        expect(await store.listDue(other, 9_000), other).to.deep.equal([]);
        await store.remove(uuid(1), other);
        await store.prune(other, 9_000_000);
      }
      expect(await store.save(stateOf(1, 'local/travel/trip', { input: { of: 'travel' } }))).to.equal(true);
      expect((await store.load(uuid(1), 'local/shop/trip'))?.input).to.deep.equal({ of: 'shop' });
      expect((await store.load(uuid(1), 'local/travel/trip'))?.input).to.deep.equal({ of: 'travel' });
      expect(await store.findByCommand(uuid(101), 'local/travel/trip')).to.equal(uuid(1));
    });

    it('lists what is unfinished, due, or uncompensated', async () => {
      const store = await open();
      await store.save(stateOf(1, 'a'));
      await store.save(stateOf(2, 'a', { status: 'failed', finishedAt: 10 }));
      await store.save(stateOf(3, 'a', { status: 'failed', finishedAt: 10, uncompensated: ['pay'] }));
      expect(await store.listUnfinished('a')).to.deep.equal([uuid(1)]);
      expect(await store.listDue('a', 5_000)).to.deep.equal([]);
      expect(await store.listDue('a', 5_001)).to.deep.equal([uuid(1)]);
      expect(await store.listUncompensated('a')).to.deep.equal([uuid(3)]);
      expect(await store.findByCorrelation('a', CORRELATION)).to.deep.equal([uuid(1)]);
    });

    it('finds the workflows of a correlation that have ended, the latest first, until they are forgotten', async () => {
      const store = await open();
      await store.save(stateOf(1, 'a'));
      await store.save(stateOf(2, 'a', { status: 'failed', finishedAt: 10 }));
      await store.save(stateOf(3, 'a', { status: 'completed', finishedAt: 20 }));
      await store.save(stateOf(4, 'b', { status: 'failed', finishedAt: 30 }));
      const start = createEnvelope(null, { correlationId: uuid(98) });
      await store.save(stateOf(5, 'a', { status: 'failed', finishedAt: 40, start }));
      expect(await store.findEnded('a', CORRELATION)).to.deep.equal([uuid(3), uuid(2)]);
      await store.save(stateOf(3, 'a', { status: 'compensating', version: 2 }));
      expect(await store.findEnded('a', CORRELATION)).to.deep.equal([uuid(2)]);
      await store.prune('a', 11);
      expect(await store.findEnded('a', CORRELATION)).to.deep.equal([]);
    });

    it('forgets what finished long ago, but nothing that is open or uncompensated', async () => {
      const store = await open();
      const past = { status: 'failed', finishedAt: 10 } as const;
      await store.save(stateOf(1, 'a'));
      await store.save(stateOf(2, 'a', past));
      await store.save(stateOf(3, 'a', { ...past, uncompensated: ['pay'] }));
      await store.save(stateOf(4, 'a', { ...past, unsent: [{ kind: 'event', topic: 't', payload: 1 }] }));
      await store.prune('a', 11);
      const left = await Promise.all([1, 2, 3, 4].map((number) => store.load(uuid(number), 'a')));
      expect(left.map((state) => state !== null)).to.deep.equal([true, false, true, true]);
      expect(await store.findByCommand(uuid(102), 'a')).to.equal(null);
    });

    it('removes a workflow for good', async () => {
      const store = await open();
      await store.save(stateOf(1, 'a'));
      await store.remove(uuid(1), 'a');
      expect(await store.load(uuid(1), 'a')).to.equal(null);
      expect(await store.findByCommand(uuid(101), 'a')).to.equal(null);
      expect(await store.listUnfinished('a')).to.deep.equal([]);
    });
  });
}
