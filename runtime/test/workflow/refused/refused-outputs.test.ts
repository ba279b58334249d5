import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { readContract } from '../../../src/contract/index.ts';
import { OnexError } from '../../../src/errors/index.ts';
import {
  closeEventBus,
  openEventBus,
  type EventPublisher,
  type EventTransport,
  type OutboundRecord,
} from '../../../src/event-bus/index.ts';
import { EVENT_TRANSPORT, NodeOrchestrator, type Container } from '../../../src/index.ts';
import { createTestNode, type TestNode } from '../../../src/testing/index.ts';
import {
  StopEvent,
  Workflow,
  type Context,
  type EngineName,
  type Step,
} from '../../../src/workflow/index.ts';
import { until } from '../../event-bus/until.ts';
import { ENGINE_NAMES } from '../engines.ts';

const CHECKOUT = new URL('../../sample/checkout/contract.yaml', import.meta.url);
const PAYMENTS = 'onex.cmd.billing.payment-requested.v1';
const TAXES = 'onex.cmd.billing.tax-requested.v1';
const COMPLETED = 'onex.evt.billing.checkout-completed.v1';
const FAILED = 'onex.evt.billing.checkout-failed.v1';
const TIMEOUT_MS = 120_000;

function compensating() {
  const text = readFileSync(CHECKOUT, 'utf8').replace('fail_fast', 'compensate');
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('; '));
  return contract;
}

/** Which payload the workflow's code makes, by the function that makes it. */
type Payloads = Partial<Record<'tax' | 'payment' | 'undo' | 'result', () => object>>;

class Checkout extends Workflow {
  readonly input = z.unknown();
  readonly output = z.unknown();
  readonly steps: Record<string, Step>;
  readonly #payloads: Payloads;

  constructor(payloads: Payloads) {
    super();
    this.#payloads = payloads;
    const { tax = () => ({}), payment = () => ({}), undo = () => ({}) } = payloads;
    this.steps = {
      compute_tax: { command: tax },
      create_payment: { command: payment, compensate: undo },
    };
  }
  stop(_context: Context): StopEvent<unknown> {
    return new StopEvent(this.#payloads.result?.() ?? {});
  }
}

const big = (): object => ({ text: 'x'.repeat(5000) });

for (const engine of ENGINE_NAMES) {
  describe(`an output of a workflow that the bus refuses, engine ${engine}`, () => {
    let test: TestNode;
    let refuses: (record: OutboundRecord) => boolean;
    let isDown: boolean;
    beforeEach(() => {
      refuses = ({ value }) => (value?.length ?? 0) > 5000;
      isDown = false;
    });
    afterEach(() => test.stop());

    const open = async (payloads: Payloads): Promise<void> => {
      test = await createTestNode(nodeOf(payloads, engine, refusing));
      await test.answer('compute_tax', () => ({ tax: 1 }));
      await test.answer('create_payment', () => ({ paid: true }));
    };
    const refusing = (bus: EventTransport): EventTransport => ({
      ...bus,
      async publish(records) {
        if (isDown) throw new OnexError('EVENT_BUS_ERROR', 'the bus is unavailable');
        if (records.some(refuses)) throw new OnexError('INVALID_PARAMETER', 'the record is too large');
        await bus.publish(records);
      },
    });
    const operations = (topic: string): unknown[] =>
      test.published(topic).map(({ metadata }) => metadata.tags['operation']);
    const letters = (): number => test.published('onex.dlq.billing.commands.v1').length;
    const eventsOn = (topic: string): number => test.published(topic).length;
    const errorOf = (reply: { payload: Record<string, unknown> }): { message: string; context: object } =>
      reply.payload['error'] as { message: string; context: object };

    it('as its result: the workflow fails, what was done is undone, and the reply is no dead letter', async () => {
      await open({ result: big });
      const reply = await test.send({ data: {} });
      expect(errorOf(reply).message).to.contain('the record is too large');
      expect(errorOf(reply).context).to.include({ phase: 'answer' });
      expect(operations(PAYMENTS)).to.deep.equal(['create', 'delete']);
      expect(letters()).to.equal(0);
      const workflow = (end: string): number => eventsOn(`onex.evt.billing.checkout-workflow-${end}.v1`);
      expect([eventsOn(COMPLETED), workflow('completed'), workflow('failed')]).to.deep.equal([0, 0, 1]);
    });

    it('as a command: its step fails at once, what was done before is undone, and it does not count as sent', async () => {
      await open({ payment: big });
      const reply = await test.send({ data: {} });
      expect(errorOf(reply).message).to.contain('the record is too large');
      expect(errorOf(reply).context).to.not.have.property('effect');
      expect(operations(PAYMENTS)).to.deep.equal([]);
      expect(letters()).to.equal(0);
    });

    it('as its first command: the start command is answered', async () => {
      await open({ tax: big });
      expect(errorOf(await test.send({ data: {} })).message).to.contain('the record is too large');
      expect(operations(TAXES)).to.deep.equal([]);
    });

    it('as what undoes a step: the step is listed as not undone, and the workflow still ends', async () => {
      await open({ result: big, undo: big });
      const reply = await test.send({ data: {} });
      expect(errorOf(reply).context).to.deep.include({ uncompensated: ['create_payment'] });
      expect(await (test.node as NodeOrchestrator).uncompensated()).to.have.length(1);
    });

    it('as its failed event: a shorter one takes its place', async () => {
      await open({});
      await test.answer('compute_tax', () => {
        throw new OnexError('OPERATION_FAILED', `no: ${'y'.repeat(6000)}`);
      });
      expect(errorOf(await test.send({ data: {} })).message).to.match(/^no: y{196}$/u);
      expect(eventsOn(FAILED)).to.equal(1);
    });

    it('after a timeout, as an event that nothing waits for: the rest is published', async () => {
      await open({});
      await test.answer('compute_tax', () => null);
      refuses = ({ topic }) => topic.endsWith('stage-failed.v1');
      const reply = test.send({ data: {} });
      await until(() => operations(TAXES).length === 1);
      test.pass(TIMEOUT_MS);
      expect(errorOf(await reply).message).to.match(/had no reply/u);
    });

    it('after a timeout, as its failed event: a shorter one takes its place', async () => {
      await open({});
      await test.answer('compute_tax', () => null);
      let seen = 0;
      refuses = ({ topic }) => topic === FAILED && (seen += 1) < 4;
      const reply = test.send({ data: {} });
      await until(() => operations(TAXES).length === 1);
      test.pass(TIMEOUT_MS);
      await reply;
      expect(eventsOn(FAILED)).to.equal(1);
    });

    it('while the bus is unavailable is neither refused nor lost', async () => {
      await open({ result: big });
      let sent = 0;
      refuses = ({ value, topic }) => {
        // The bus fails between a refusal and what replaces it.
        if ((value?.length ?? 0) <= 5000) return false;
        if (topic === COMPLETED && (sent += 1) === 2) {
          isDown = true;
          setTimeout(() => (isDown = false), 50);
        }
        return true;
      };
      const reply = await test.send({ data: {} }, { timeoutMs: 20_000 });
      expect(errorOf(reply).message).to.contain('the record is too large');
      expect(operations(PAYMENTS)).to.deep.equal(['create', 'delete']);
      expect(letters()).to.equal(0);
    });

    it('as no JSON, or nested too deeply, wherever its code makes it: the caller gets one failed event', async () => {
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      let deep: object = {};
      for (let level = 0; level < 600; level += 1) deep = { deep };
      const faulty = [() => circular, () => ({ value: 1n }), () => deep, () => ({ at: new Date() })];
      for (const place of ['tax', 'payment', 'result'] as const) {
        for (const make of faulty) {
          await open({ [place]: make });
          const reply = await test.send({ data: {} });
          expect(errorOf(reply).message, place).to.match(/cannot be written as JSON/u);
          expect([eventsOn(COMPLETED), eventsOn(FAILED), letters()]).to.deep.equal([0, 1, 0]);
          await test.stop();
        }
      }
    });
  });
}

function nodeOf(payloads: Payloads, engine: EngineName, wrap: (bus: EventTransport) => EventTransport) {
  return class extends NodeOrchestrator {
    eventPublisher: EventPublisher | undefined;
    bootstrapServers: string | undefined;
    serviceName = 'billing';
    instanceId: string | undefined = 'test';
    nodeId: string | undefined;
    isRunning = false;
    readonly shutdownSignal = new AbortController();

    constructor(container: Container) {
      super(container, { contract: compensating(), workflow: new Checkout(payloads), engine });
    }
    override async initialize(): Promise<void> {
      await super.initialize();
      await openEventBus(this, undefined, {
        transport: wrap(this.container.get(EVENT_TRANSPORT)),
        backoff: { initialMs: 20, maxMs: 20 },
      });
    }
    override async shutdown(): Promise<void> {
      await closeEventBus(this);
      await super.shutdown();
    }
  };
}

describe('workflows on a bus that refuses any of their outputs', () => {
  it('answer their start command once, and no message becomes a dead letter', async () => {
    const topics = fc.constantFrom(
      PAYMENTS,
      TAXES,
      COMPLETED,
      ...['started', 'completed', 'failed'].flatMap((end) => [
        `onex.evt.billing.checkout-workflow-${end}.v1`,
        `onex.evt.billing.checkout-stage-${end}.v1`,
      ]),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(topics), fc.boolean(), async (refused, fails) => {
        const refusing = (bus: EventTransport): EventTransport => ({
          ...bus,
          async publish(records) {
            if (records.some(({ topic }) => refused.includes(topic)))
              throw new OnexError('INVALID_PARAMETER', 'refused');
            await bus.publish(records);
          },
        });
        const test = await createTestNode(nodeOf({}, 'builtin', refusing));
        try {
          await test.answer('compute_tax', () => ({}));
          await test.answer('create_payment', () => {
            if (fails) throw new OnexError('OPERATION_FAILED', 'no');
            return {};
          });
          await test.send({ data: {} });
          const count = (topic: string): number => test.published(topic).length;
          expect(count(COMPLETED) + count(FAILED)).to.equal(1);
          expect(count('onex.dlq.billing.commands.v1') + count('onex.dlq.billing.events.v1')).to.equal(0);
        } finally {
          await test.stop();
        }
      }),
      { numRuns: 30 },
    );
  });
});
