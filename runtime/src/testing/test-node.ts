import type { ZodType } from 'zod';
import { closeAll } from '../errors/index.ts';
import {
  closeEventBus,
  createInMemoryTransport,
  deadLetterTopic,
  openEventBus,
  type DeadLetter,
  type Envelope,
  type OutboundRecord,
} from '../event-bus/index.ts';
import { silentLogger, type Logger } from '../logging/index.ts';
import { createMemoryStateStore, STATE_STORE } from '../machine/index.ts';
import {
  CONFIG,
  Container,
  defaultSettings,
  EVENT_TRANSPORT,
  LOGGER,
  SETTINGS,
  type NodeBase,
  type Settings,
} from '../node/index.ts';
import { busState, type NodeClass } from '../start/index.ts';
import { createMemoryWorkflowStore, WORKFLOW_CLOCK, WORKFLOW_STORE } from '../workflow/index.ts';
import { createStepStubs, publish, type Answer } from './answer.ts';
import { watchMissingValues } from './missing-values.ts';
import { plainHost } from './plain-host.ts';
import { recordCommands } from './recorded-commands.ts';
import { createShiftedClock } from './shifted-clock.ts';
import { timeOutStep } from './time-out.ts';
import { envelopeIn, recordingTransport, type RecordingTransport } from './recording-transport.ts';

export interface TestNodeOptions {
  /** The config model, whose defaults are used, or a configuration. */
  readonly config?: ZodType | Readonly<Record<string, unknown>>;
  readonly settings?: Partial<Settings>;
  readonly logger?: Logger;
  /** Registers or replaces services before the node is made. */
  readonly services?: (container: Container) => void;
}

export interface SendOptions {
  readonly operation?: string;
  /** Default: the contract's first command topic, otherwise its first topic. */
  readonly topic?: string;
  /** Of the envelope: what a contract routes by. */
  readonly payloadType?: string;
  readonly eventType?: string;
  readonly correlationId?: string;
  /** Default 5000. */
  readonly timeoutMs?: number;
}

/** A message that a node published. */
export interface Published {
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly envelope: Envelope;
}

export interface TestNode<N extends NodeBase = NodeBase> {
  readonly node: N;
  readonly transport: RecordingTransport;
  /**
   * Sends a payload and resolves to the completed or failed event that answers it.
   * @throws Error with the reason when the message is dead-lettered, or when no answer comes in time.
   */
  send(payload: object, options?: SendOptions): Promise<Envelope<Record<string, unknown>>>;
  /**
   * Sends a payload, and resolves to the messages that the node published because of it, oldest first: none where its
   * handler emits nothing.
   * @throws Error with the reason when the message is dead-lettered, or is not handled in time.
   */
  deliver(payload: object, options?: SendOptions): Promise<readonly Published[]>;
  /** What was published on a topic so far. */
  published(topic: string): readonly Envelope<Record<string, unknown>>[];
  /**
   * Stands in for the node of an orchestrator's step: only the commands of this step are answered. A second call
   * replaces the answer.
   */
  answer(stepId: string, answer: Answer): Promise<void>;
  /** Lets time pass for the workflows of an orchestrator: steps time out, pauses between attempts end. */
  pass(ms: number): void;
  /**
   * Lets time pass until the step, which was asked and has no answer, is given up.
   * @throws Error when the step was not asked, or is not given up.
   */
  timeOut(stepId: string): Promise<void>;
  /**
   * The error of generated code that still lacks a value: the first one since the node was made, also where a workflow
   * goes on after it. Null: every value that was needed is written.
   */
  readonly missingValue: string | null;
  stop(): Promise<void>;
}

/** A node on an in-memory bus of its own, with stores in memory: nothing outside the process is touched. */
export async function createTestNode<N extends NodeBase>(
  NodeClass: NodeClass<N>,
  options: TestNodeOptions = {},
): Promise<TestNode<N>> {
  const transport = recordingTransport(createInMemoryTransport());
  const clock = createShiftedClock();
  const { store, stepOf } = recordCommands(createMemoryWorkflowStore());
  const stepStubs = createStepStubs(transport, stepOf);
  const container = new Container()
    .register(SETTINGS, { value: { ...defaultSettings(), instanceId: 'test', ...options.settings } })
    .register(CONFIG, { value: configOf(options.config) })
    .register(LOGGER, { value: options.logger ?? silentLogger })
    .register(EVENT_TRANSPORT, { value: transport })
    .register(STATE_STORE, createMemoryStateStore)
    .register(WORKFLOW_STORE, { value: store })
    .register(WORKFLOW_CLOCK, { value: clock });
  options.services?.(container);
  const node = new NodeClass(container);
  await node.initialize();
  const host = ['none', 'unavailable'].includes(busState(node)) ? plainHost(node) : null;
  if (host !== null) await openEventBus(host, undefined, { transport });
  const missing = watchMissingValues();

  return {
    node,
    transport,
    published: (topic) => transport.envelopes(topic) as readonly Envelope<Record<string, unknown>>[],
    async send(payload, { operation, topic = inputTopic(node), timeoutMs = 5000, ...envelope } = {}) {
      const sent = await publish(transport, topic, payload, { ...envelope, operation: operation ?? null });
      const answers = answerTopics(node);
      const letters = deadLetterTopic(topic, node.contract.domain, node.contract.topics.deadLetter);
      const answer = await transport.until((record) => answerIn(record, sent, answers, letters), timeoutMs);
      if (answer === undefined) {
        throw new Error(
          `${node.contract.name} gave no answer on ${[...answers].join(', ')} within ${timeoutMs} ms.`,
        );
      }
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async deliver(payload, { operation, topic = inputTopic(node), timeoutMs = 5000, ...envelope } = {}) {
      const sent = await publish(transport, topic, payload, { ...envelope, operation: operation ?? null });
      if (!(await transport.handled(sent.envelope_id, timeoutMs)))
        throw new Error(`${node.contract.name} did not handle the message within ${timeoutMs} ms.`);
      const letters = deadLetterTopic(topic, node.contract.domain, node.contract.topics.deadLetter);
      return transport.records.flatMap((record) => {
        const refusal = answerIn(record, sent, new Set(), letters);
        if (refusal instanceof Error) throw refusal;
        return publishedBy(record, sent);
      });
    },
    async answer(stepId, answer) {
      const step = node.contract.workflow?.steps.find(({ id }) => id === stepId);
      if (step === undefined) {
        throw new Error(`${node.contract.name} has no step ${stepId}.`);
      }
      await stepStubs.set(step, answer);
    },
    pass: (ms) => clock.pass(ms),
    timeOut: (stepId) => timeOutStep({ contract: node.contract, transport, clock, stepOf }, stepId),
    get missingValue() {
      return missing.first;
    },
    async stop() {
      missing.stop();
      await closeAll([
        () => host && closeEventBus(host),
        () => node.shutdown(),
        () => transport.close(),
        () => container.dispose(),
      ]);
    },
  };
}

function publishedBy(record: OutboundRecord, { envelope_id }: Envelope): Published[] {
  const envelope = envelopeIn(record);
  if (envelope?.metadata.tags['causation_id'] !== envelope_id) return [];
  return [{ topic: record.topic, payload: envelope.payload as Record<string, unknown>, envelope }];
}

function configOf(config: TestNodeOptions['config']): unknown {
  return config !== undefined && 'safeParse' in config && typeof config.safeParse === 'function'
    ? (config as ZodType).parse({})
    : (config ?? {});
}

function inputTopic({ contract }: NodeBase): string {
  const { subscribe } = contract.topics;
  const topic = (subscribe.find(({ category }) => category === 'COMMAND') ?? subscribe[0])?.topic;
  if (topic === undefined) throw new Error(`${contract.name} subscribes to no topic; give one to send().`);
  return topic;
}

/** Topics of results, of every operation. */
function answerTopics({ contract, resultTopics }: NodeBase): ReadonlySet<string> {
  const operations = ['', ...contract.operations.map(({ name }) => name)];
  const snapshots = contract.topics.publish
    .map(({ topic }) => topic)
    .filter((topic) => topic.startsWith('onex.snapshot.'));
  return new Set([
    ...operations.flatMap((name) => [resultTopics.completed(name), resultTopics.failed(name)]),
    ...snapshots,
  ]);
}

function answerIn(
  record: OutboundRecord,
  { envelope_id, correlation_id }: Envelope,
  answers: ReadonlySet<string>,
  letters: string,
): Envelope<Record<string, unknown>> | Error | undefined {
  if (record.topic === letters) {
    const letter = JSON.parse(String(record.value)) as DeadLetter;
    return letter.correlation_id === correlation_id ? new Error(letter.failure_reason) : undefined;
  }
  if (!answers.has(record.topic)) return undefined;
  const envelope = envelopeIn(record);
  return envelope?.metadata.tags['causation_id'] === envelope_id
    ? (envelope as Envelope<Record<string, unknown>>)
    : undefined;
}
