import { z } from 'zod';
import {
  NodeRoutedOrchestrator,
  type Container,
  type Emissions,
  type RouteHandler,
} from '../../src/index.ts';
import { contractOf } from '../contract/read.ts';

/** An orchestrator that starts an audit, counts what it is told, and ends when three things were counted. */
export const AUDIT = contractOf(`
name: node_shop_audit_orchestrator
node_type: ORCHESTRATOR_GENERIC
event_bus:
  subscribe_topics: [onex.cmd.shop.audit-start.v1, onex.evt.shop.counted.v1, onex.evt.shop.ignored.v1]
  publish_topics: [onex.cmd.shop.count-start.v1, onex.evt.shop.audit-completed.v1, onex.intent.shop.audit-store.v1]
error_handling: {retry_policy: {max_retries: 1, initial_delay_ms: 1, max_delay_ms: 1}}
`);

export const EMISSIONS = {
  count: {
    kind: 'command',
    topic: 'onex.cmd.shop.count-start.v1',
    payload: z.object({ shelf: z.string() }),
    operation: 'count',
  },
  completed: {
    kind: 'event',
    topic: 'onex.evt.shop.audit-completed.v1',
    payload: z.object({ total: z.number() }),
    payloadType: 'ModelAuditCompleted',
  },
  store: { kind: 'intent', topic: 'onex.intent.shop.audit-store.v1', payload: z.looseObject({}) },
} as const satisfies Emissions;

const State = z.object({ total: z.number(), messages: z.number() });
type Audit = z.infer<typeof State>;
type Handler<I> = RouteHandler<I, typeof EMISSIONS, Audit>;

const Start = z.object({ shelves: z.array(z.string()) });
const Counted = z.object({ amount: z.number(), fail: z.boolean().optional(), bad: z.boolean().optional() });

const start: Handler<z.infer<typeof Start>> = {
  input: Start,
  handle({ shelves }, { emit, setState }) {
    for (const shelf of shelves) emit('count', { shelf }, shelf === 'b' ? { operation: 'count_again' } : {});
    setState({ total: 0, messages: 0 });
  },
};

const counted: Handler<z.infer<typeof Counted>> = {
  input: Counted,
  async handle({ amount, fail, bad }, { emit, state, setState, clearState }) {
    const before = state ?? { total: 0, messages: 0 };
    const next = { total: before.total + amount, messages: before.messages + 1 };
    setState(next);
    // Others may come in between.
    await new Promise((resolve) => setImmediate(resolve));
    if (bad === true) emit('completed', { total: 'many' as unknown as number });
    if (fail === true) {
      emit('completed', next);
      throw new Error('The shelf is gone.');
    }
    if (next.messages < 3) return;
    emit('store', { total: next.total }, { key: 'audit' });
    emit('completed', { total: next.total });
    clearState();
  },
};

const ignored: Handler<Record<string, unknown>> = { input: z.looseObject({}), handle() {} };

export class NodeAudit extends NodeRoutedOrchestrator {
  constructor(container: Container) {
    super(container, {
      contract: AUDIT,
      emissions: EMISSIONS,
      state: State,
      handlers: { audit_start: start, counted, ignored },
    });
  }
}
