import { type Contract, readContract } from '../../src/contract/index.ts';
import {
  type DispatchMessage,
  type DispatchingNode,
  type Envelope,
  type EventBusHost,
  type EventPublisher,
  type NodeIdentity,
  type Publication,
  createEnvelope,
  eventBusOf,
} from '../../src/event-bus/index.ts';
import { markRuntimeNode } from '../../src/node/runtime-node.ts';

export const COMMAND_TOPIC = 'onex.cmd.billing.payment-requested.v1';
export const COMPLETED_TOPIC = 'onex.evt.billing.payment-completed.v1';
export const DEAD_LETTER_TOPIC = 'onex.dlq.billing.commands.v1';

const CONTRACT = `
name: node_billing_payment_effect
node_type: EFFECT_GENERIC
contract_version: { major: 1, minor: 0, patch: 0 }
node_version: { major: 1, minor: 2, patch: 3 }
description: Keeps payments.
input_model: models.ModelPaymentInput
output_model: models.ModelPaymentOutput
tags: [payments]
io_operations:
  - operation_type: create
event_bus:
  version: { major: 1, minor: 0, patch: 0 }
  subscribe_topics: [${COMMAND_TOPIC}]
  publish_topics: [${COMPLETED_TOPIC}, onex.snapshot.billing.payment.v1]
  dlq_topics: [${DEAD_LETTER_TOPIC}]
annotations:
  domain: billing
`;

/** A contract of one command topic and one event topic. */
export function fakeContract(changes: Partial<Contract> = {}): Contract {
  const { contract, issues } = readContract(CONTRACT, { file: 'contract.yaml' });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('; '));
  return {
    ...contract,
    declaredCapabilities: { write: true, read: 'yes', ledger: 'double-entry' },
    ...changes,
  };
}

/** Identity of a host that is no runtime node, as an injected call passes it. */
export const PLAIN_IDENTITY: NodeIdentity = {
  nodeName: 'plain_host',
  nodeType: 'effect',
  nodeVersion: { major: 1, minor: 0, patch: 0 },
  domain: 'billing',
};

/** A class that is no runtime node, with a view of its event bus. */
export class PlainHost {
  get eventPublisher() {
    return eventBusOf(this).publisher;
  }
  get nodeId() {
    return eventBusOf(this).nodeId;
  }
  get isRunning() {
    return eventBusOf(this).isRunning;
  }
}

/** A node whose handling of a message is a function of the test. */
export class FakeNode implements EventBusHost, DispatchingNode {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined;
  serviceName = 'billing';
  instanceId: string | undefined = 'test';
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();
  readonly contract: Contract;
  readonly problems = new Map<string, string>();
  readonly degraded = new Map<string, string>();
  readonly handled: DispatchMessage[] = [];
  work: (message: DispatchMessage) => Promise<readonly Publication[]>;
  sink: ((outputs: readonly Publication[], cause?: Envelope) => Promise<void>) | null = null;

  constructor(work: FakeNode['work'] = async () => [], changes: Partial<Contract> = {}) {
    this.contract = fakeContract(changes);
    this.work = work;
  }

  async dispatch(message: DispatchMessage): Promise<readonly Publication[]> {
    this.handled.push(message);
    return this.work(message);
  }

  setReadiness(source: string, problem: string | null): void {
    if (problem === null) this.problems.delete(source);
    else this.problems.set(source, problem);
  }

  setDegraded(source: string, problem: string | null): void {
    if (problem === null) this.degraded.delete(source);
    else this.degraded.set(source, problem);
  }

  setOutputSink(sink: FakeNode['sink']): void {
    this.sink = sink;
  }
}

markRuntimeNode(FakeNode.prototype);

/** A command as a client would publish it. */
export function command(payload: unknown, changes: Partial<Envelope> = {}) {
  const envelope = { ...createEnvelope(payload), ...changes };
  return { topic: COMMAND_TOPIC, key: 'k', value: JSON.stringify(envelope), headers: {}, envelope };
}
