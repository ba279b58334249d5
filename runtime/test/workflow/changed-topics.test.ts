import { expect } from 'chai';
import { z } from 'zod';
import { OnexError } from '../../src/errors/index.ts';
import { createEnvelope, type Envelope } from '../../src/event-bus/index.ts';
import { NodeOrchestrator, type Container } from '../../src/index.ts';
import { ownerKey, ownerOf } from '../../src/state/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import {
  createMemoryWorkflowStore,
  StopEvent,
  Workflow,
  WORKFLOW_STORE,
  step,
  type Context,
  type WorkflowStore,
} from '../../src/workflow/index.ts';
import { contractOf } from '../contract/read.ts';
import { until } from '../event-bus/until.ts';

const START = 'onex.cmd.shop.sale-requested.v1';
const topicsOf = (producer: string) => ({
  command: `onex.cmd.shop.${producer}-requested.v1`,
  completed: `onex.evt.shop.${producer}-completed.v1`,
  failed: `onex.evt.shop.${producer}-failed.v1`,
});
const OLD = topicsOf('stock');
const NEW = topicsOf('warehouse');
const MONEY = topicsOf('money');

/** The same workflow; only the topics of its step `reserve` differ. */
const contract = ({ command, completed, failed }: typeof OLD): string => `name: node_shop_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
event_bus: {subscribe_topics: [${START}]}
workflow_coordination:
  workflow_definition:
    workflow_metadata: {workflow_name: sale}
    execution_graph:
      nodes: [{node_id: reserve}, {node_id: pay, depends_on: [reserve]}]
    coordination_rules: {execution_mode: sequential, max_retries: 0, failure_recovery_strategy: compensate}
annotations:
  domain: shop
  operations: [{operation: run}]
  workflow:
    steps:
      reserve:
        operation: reserve
        compensation: release
        timeout_ms: 20000
        command_topic: ${command}
        completed_topic: ${completed}
        failed_topic: ${failed}
      pay:
        operation: pay
        command_topic: ${MONEY.command}
        completed_topic: ${MONEY.completed}
        failed_topic: ${MONEY.failed}
`;

const Any = z.record(z.string(), z.unknown());

class WorkflowSale extends Workflow<Record<string, unknown>, Record<string, unknown>> {
  readonly input = Any;
  readonly output = Any;
  readonly steps = {
    reserve: step({ command: () => ({ sku: 1 }), compensate: () => ({ sku: 1 }) }),
    pay: step({ command: () => ({}) }),
  };
  stop({ results }: Context<Record<string, unknown>>): StopEvent<Record<string, unknown>> {
    return new StopEvent({ results: { ...results } });
  }
}

describe('a workflow that runs while the topics of a step change', () => {
  const started: TestNode[] = [];
  afterEach(() => Promise.all(started.splice(0).map((test) => test.stop())));

  async function node(topics: typeof OLD, store: WorkflowStore): Promise<TestNode> {
    class Sale extends NodeOrchestrator {
      constructor(container: Container) {
        super(container, { contract: contractOf(contract(topics)), workflow: new WorkflowSale() });
      }
    }
    const services = (container: Container): unknown => container.register(WORKFLOW_STORE, { value: store });
    const test = await createTestNode(Sale, { services: (container) => void services(container) });
    started.push(test);
    return test;
  }

  async function publish(test: TestNode, topic: string, envelope: Envelope): Promise<void> {
    await test.transport.publish([{ topic, key: null, value: JSON.stringify(envelope), headers: {} }]);
  }

  /** The envelope of the command for an operation, once it was sent. */
  const sent = (test: TestNode, topic: string, operation: string): Promise<Envelope> =>
    until(() => test.published(topic).find(({ metadata }) => metadata.tags['operation'] === operation));

  function answer(test: TestNode, topic: string, command: Envelope, payload: object): Promise<void> {
    const { correlation_id: correlationId, envelope_id: causationId } = command;
    return publish(test, topic, createEnvelope(payload, { correlationId, causationId }));
  }

  /** Stops the node that speaks the old topics while a command is outstanding; the answer comes later. */
  async function outstanding(store: WorkflowStore, operation = 'reserve'): Promise<Envelope> {
    const old = await node(OLD, store);
    await publish(old, START, createEnvelope({ operation: 'run' }));
    const reserve = await sent(old, OLD.command, 'reserve');
    if (operation === 'release') {
      await answer(old, OLD.completed, reserve, { operation: 'reserve', place: 7 });
      const error = new OnexError('INVALID_PARAMETER', 'no money').toJSON();
      await answer(old, MONEY.failed, await sent(old, MONEY.command, 'pay'), { operation: 'pay', error });
    }
    const command = await sent(old, OLD.command, operation);
    await old.stop();
    started.pop();
    return command;
  }

  const ended = (test: TestNode, event: string) =>
    until(() => test.published(`onex.evt.shop.sale-workflow-${event}.v1`)[0]);

  it('goes on when its step is answered on the former completed topic', async () => {
    const store = createMemoryWorkflowStore();
    const command = await outstanding(store);
    const test = await node(NEW, store);
    await answer(test, OLD.completed, command, { operation: 'reserve', place: 7 });
    await answer(test, MONEY.completed, await sent(test, MONEY.command, 'pay'), {
      operation: 'pay',
      paid: 1,
    });
    await ended(test, 'completed');
    const [done] = test.published('onex.evt.shop.sale-completed.v1');
    expect(done?.payload['results']).to.deep.equal({ reserve: { place: 7 }, pay: { paid: 1 } });
    expect(test.published(NEW.command)).to.deep.equal([]);
  });

  it('goes on when the answer names no command', async () => {
    const store = createMemoryWorkflowStore();
    const { correlation_id: correlationId } = await outstanding(store);
    const test = await node(NEW, store);
    await publish(test, OLD.completed, createEnvelope({ operation: 'reserve' }, { correlationId }));
    expect((await sent(test, MONEY.command, 'pay')).correlation_id).to.equal(correlationId);
  });

  it('fails when its step fails on the former failed topic', async () => {
    const store = createMemoryWorkflowStore();
    const command = await outstanding(store);
    const test = await node(NEW, store);
    const error = new OnexError('INVALID_PARAMETER', 'sold out').toJSON();
    await answer(test, OLD.failed, command, { operation: 'reserve', error });
    await ended(test, 'failed');
    const [failed] = test.published('onex.evt.shop.sale-failed.v1');
    expect(failed?.payload['error']).to.include({ message: 'sold out' });
  });

  it('ends undone when its undo command is answered on the former topic', async () => {
    const store = createMemoryWorkflowStore();
    const command = await outstanding(store, 'release');
    const test = await node(NEW, store);
    await answer(test, OLD.completed, command, { operation: 'release' });
    await ended(test, 'failed');
    expect(await (test.node as NodeOrchestrator).uncompensated()).to.deep.equal([]);
  });

  it('is asked once more with the same id, on the topic on which it was asked before', async () => {
    const store = createMemoryWorkflowStore();
    const command = await outstanding(store);
    const test = await node(NEW, store);
    expect((await sent(test, OLD.command, 'reserve')).envelope_id).to.equal(command.envelope_id);
  });

  it('takes a late answer on the former topics after its undo command went to the new ones', async () => {
    const store = createMemoryWorkflowStore();
    const command = await outstanding(store);
    const test = await node(NEW, store);
    await sent(test, OLD.command, 'reserve');
    await until(() => {
      test.pass(60_000);
      return test.published(NEW.command).some(({ metadata }) => metadata.tags['operation'] === 'release');
    });
    await answer(test, OLD.completed, command, { operation: 'reserve', place: 7 });
    const owner = ownerKey(ownerOf(test.node));
    const isTaken = async (): Promise<boolean> => {
      const [id] = await store.listUnfinished(owner);
      const state = id === undefined ? null : await store.load(id, owner);
      return state?.steps['reserve']?.effect === 'done';
    };
    await until(isTaken);
  });

  it('undoes what was done before the change on the new topics', async () => {
    const store = createMemoryWorkflowStore();
    const command = await outstanding(store);
    const test = await node(NEW, store);
    await answer(test, OLD.completed, command, { operation: 'reserve' });
    const error = new OnexError('INVALID_PARAMETER', 'no money').toJSON();
    await answer(test, MONEY.failed, await sent(test, MONEY.command, 'pay'), { operation: 'pay', error });
    await answer(test, NEW.completed, await sent(test, NEW.command, 'release'), { operation: 'release' });
    await ended(test, 'failed');
  });

  it('makes the node not ready when the store did not say in time what is awaited, until a restart', async () => {
    const store = createMemoryWorkflowStore();
    const command = await outstanding(store);
    let isAway = true;
    const listUnfinished = async (owner: string): Promise<readonly string[]> => {
      if (!isAway) return store.listUnfinished(owner);
      isAway = false;
      throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the store is away');
    };
    const deaf = await node(NEW, { ...store, listUnfinished });
    const problem = await until(() => deaf.node.health().problems['workflow-topics']);
    expect(problem).to.include(OLD.completed).and.to.include(OLD.failed);
    expect(deaf.node.health().ready).to.equal(false);
    await deaf.stop();
    started.pop();
    const test = await node(NEW, store);
    await answer(test, OLD.completed, command, { operation: 'reserve' });
    await sent(test, MONEY.command, 'pay');
    expect(test.node.health().ready).to.equal(true);
  });

  it('leaves the former topics alone when nothing is awaited there', async () => {
    const test = await node(NEW, createMemoryWorkflowStore());
    expect(test.node.subscriptions).to.include(NEW.completed).and.not.include(OLD.completed);
  });
});
