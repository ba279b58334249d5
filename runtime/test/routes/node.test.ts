import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { z } from 'zod';
import { NodeRoutedOrchestrator, type Container } from '../../src/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { outputOf } from '../../src/routes/emissions.ts';
import { AUDIT, EMISSIONS, NodeAudit } from './audit.ts';

const START = 'onex.cmd.shop.audit-start.v1';
const COUNTED = 'onex.evt.shop.counted.v1';
const nothing = { input: z.looseObject({}), handle() {} };
const FAILED = 'onex.evt.shop.audit-failed.v1';

describe('an orchestrator with routes', () => {
  let test: TestNode;
  beforeEach(async () => {
    test = await createTestNode(NodeAudit);
  });
  afterEach(() => test.stop());

  const count = (correlationId: string, payload: object = { amount: 2 }) =>
    test.deliver(payload, { topic: COUNTED, correlationId });

  it('publishes what the handler of a route emits, in order, and continues the correlation', async () => {
    const correlationId = randomUUID();
    const published = await test.deliver({ shelves: ['a', 'b'] }, { topic: START, correlationId });
    expect(published.map(({ topic, payload }) => [topic, payload])).to.deep.equal([
      ['onex.cmd.shop.count-start.v1', { shelf: 'a' }],
      ['onex.cmd.shop.count-start.v1', { shelf: 'b' }],
    ]);
    expect(published.map(({ envelope }) => envelope.metadata.tags['operation'])).to.deep.equal([
      'count',
      'count_again',
    ]);
    expect(published.map(({ envelope }) => envelope.correlation_id)).to.deep.equal([
      correlationId,
      correlationId,
    ]);
  });

  it('states the verdict of what it emits on a topic of its ends, and none of what it emits elsewhere', async () => {
    const correlationId = randomUUID();
    await count(correlationId);
    await count(correlationId);
    const verdicts = (await count(correlationId)).map(({ envelope }) => envelope.metadata.tags['verdict']);
    expect(verdicts).to.deep.equal([undefined, 'succeeded']);
  });

  it('states the verdict that its handler gives, in place of that of the topic', () => {
    const verdictOf = (name: string, options = {}) =>
      outputOf(AUDIT, EMISSIONS, name, { total: 1 }, options).verdict;
    expect(verdictOf('completed')).to.equal('succeeded');
    expect(verdictOf('completed', { verdict: 'failed' })).to.equal('failed');
    expect(verdictOf('store')).to.equal(undefined);
  });

  it('publishes nothing when its handler emits nothing', async () => {
    expect(await test.deliver({ any: 1 }, { topic: 'onex.evt.shop.ignored.v1' })).to.deep.equal([]);
  });

  it('stores state for each correlation id, until its handler clears it', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    expect(await count(one)).to.deep.equal([]);
    expect(await count(other)).to.deep.equal([]);
    expect(await count(one)).to.deep.equal([]);
    const published = await count(one, { amount: 5 });
    expect(published.map(({ topic, payload }) => [topic, payload])).to.deep.equal([
      ['onex.intent.shop.audit-store.v1', { total: 9 }],
      ['onex.evt.shop.audit-completed.v1', { total: 9 }],
    ]);
    expect(published[1]?.envelope.payload_type).to.equal('ModelAuditCompleted');
    expect(await count(one)).to.deep.equal([]);
    await count(one);
    expect((await count(one))[1]?.payload).to.deep.equal({ total: 6 });
  });

  it('publishes the failed event, and stores nothing, when a handler fails', async () => {
    const id = randomUUID();
    await count(id);
    for (const payload of [
      { amount: 7, fail: true },
      { amount: 7, bad: true },
    ]) {
      const published = await count(id, payload);
      expect(published.map(({ topic }) => topic)).to.deep.equal([FAILED]);
    }
    await count(id);
    expect((await count(id))[1]?.payload).to.deep.equal({ total: 6 });
  });

  it('dead-letters a payload that the model of its route refuses', async () => {
    const refused = await count(randomUUID(), { amount: 'two' }).catch((error: unknown) => error);
    expect(String(refused)).to.include('does not match its model');
  });

  it('does not start with an emission on a topic that the contract does not publish', async () => {
    class Foreign extends NodeRoutedOrchestrator {
      constructor(container: Container) {
        super(container, {
          contract: AUDIT,
          emissions: {
            ...EMISSIONS,
            other: { kind: 'event', topic: 'onex.evt.shop.other.v1', payload: z.object({}) },
          },
          handlers: { audit_start: nothing, counted: nothing, ignored: nothing },
        });
      }
    }
    const refused = await createTestNode(Foreign).catch((error: unknown) => error);
    expect(String(refused)).to.include('does not publish to onex.evt.shop.other.v1');
  });

  it('stores nothing where its class names no model for the state', async () => {
    class Stateless extends NodeRoutedOrchestrator {
      constructor(container: Container) {
        super(container, {
          contract: AUDIT,
          emissions: EMISSIONS,
          handlers: {
            audit_start: nothing,
            ignored: nothing,
            counted: {
              input: z.looseObject({}),
              handle: (_input: object, { setState }: { setState(state: object): void }) => setState({}),
            },
          },
        });
      }
    }
    const stateless = await createTestNode(Stateless);
    const published = await stateless.deliver({}, { topic: COUNTED });
    await stateless.stop();
    expect(published.map(({ topic }) => topic)).to.deep.equal([FAILED]);
    expect(JSON.stringify(published[0]?.payload)).to.include('stores no state');
  });
});
