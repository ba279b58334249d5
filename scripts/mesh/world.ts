import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closeEventBus,
  createEnvelope,
  createHeaders,
  openEventBus,
  parseEnvelope,
  type Envelope,
  type EnvelopeOptions,
  type EventTransport,
  type InboundRecord,
} from '../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../runtime/src/event-bus/kafka/index.ts';
import { Container, type NodeBase } from '../../runtime/src/index.ts';
import { silentLogger } from '../../runtime/src/logging/index.ts';
import { defaultSettings, SETTINGS } from '../../runtime/src/node/index.ts';
import { plainHost } from '../../runtime/src/testing/plain-host.ts';
import { APPENDED, APPEND_FAILED, COMPLETED, FAILED, LETTERS, PYTHON, START } from './our-nodes.ts';

export const INTROSPECTION = 'onex.evt.platform.node-introspection.v1';
export const REQUEST = 'onex.cmd.platform.request-introspection.v1';
const OTHERS = [
  'onex.evt.platform.node-heartbeat.v1',
  'onex.evt.platform.registry-request-introspection.v1',
  'onex.dlq.omnibase-infra.commands.v1',
  'onex.dlq.omnibase-infra.events.v1',
  'onex.dlq.omnibase-infra.intents.v1',
];
const WORKFLOW = ['workflow', 'stage'].flatMap((part) =>
  ['started', 'completed', 'failed'].map((event) => `onex.evt.mesh.audit-${part}-${event}.v1`),
);
const FAILED_TOPICS = ['chain-diff', 'swarm-aggregation', 'coverage-sweep'].map(
  (name) => `onex.evt.omnimarket.${name}-failed.v1`,
);
const HEARD = [COMPLETED, FAILED, LETTERS, APPENDED, APPEND_FAILED];
const TOPICS = [START, ...HEARD, ...Object.values(PYTHON).flat(), INTROSPECTION, REQUEST];

/** A class of a node whose messages come over the bus. */
type NodeClass = new (container: Container) => NodeBase;

/** A broker with our nodes and a view of what is on their topics. */
export interface World {
  /** Sends a payload in an envelope, and returns the envelope. */
  send(topic: string, payload: object, options?: EnvelopeOptions): Promise<Envelope>;
  /** Sends a value as it is. */
  sendRaw(topic: string, value: string): Promise<void>;
  /** The records that belong to a conversation on a topic, or, without an id, all of the topic. */
  heard(topic: string, correlationId?: string): readonly InboundRecord[];
  /** Starts one of our nodes. Its state survives `stop`. */
  start(NodeOfOurs: NodeClass): Promise<{ stop(): Promise<void> }>;
  close(): Promise<void>;
}

export async function createWorld(servers: string): Promise<World> {
  const stateDir = mkdtempSync(join(tmpdir(), 'onex-mesh-state-'));
  const options = { servers: [servers], clientId: 'mesh', logger: silentLogger, creation: {} };
  const bus: EventTransport = await createKafkaTransport(options);
  await bus.connect();
  await bus.missingTopics([...new Set([...TOPICS, ...OTHERS, ...WORKFLOW, ...FAILED_TOPICS])]);
  const records: InboundRecord[] = [];
  await bus.subscribe({
    groupId: `mesh-${randomUUID()}`,
    topics: HEARD,
    from: 'earliest',
    handle: async (record) => void records.push(record),
  });
  return {
    async send(topic, payload, envelopeOptions) {
      const envelope = createEnvelope(payload, envelopeOptions);
      const key = envelope.correlation_id;
      const headers = createHeaders(envelope, { topic, source: 'mesh', key });
      await bus.publish([{ topic, key, value: JSON.stringify(envelope), headers }]);
      return envelope;
    },
    sendRaw: (topic, value) => bus.publish([{ topic, key: null, value, headers: {} }]),
    heard: (topic, correlationId) =>
      records.filter(
        (record) =>
          record.topic === topic &&
          (correlationId === undefined || String(record.value).includes(correlationId)),
      ),
    async start(NodeOfOurs) {
      const settings = { ...defaultSettings(), kafkaServers: [servers], stateDir, createTopics: true };
      const container = new Container().register(SETTINGS, { value: settings });
      const node = new NodeOfOurs(container);
      await node.initialize();
      const host = plainHost(node);
      await openEventBus(host, undefined, { settings, logger: silentLogger });
      await until(`${node.contract.name} is ready`, () => node.health().ready);
      return {
        async stop() {
          await closeEventBus(host);
          await node.shutdown();
        },
      };
    },
    close: () => bus.close(),
  };
}

/** The payload of a record that holds an envelope. */
export function payloadOf(record: InboundRecord | undefined): Readonly<Record<string, unknown>> {
  return record === undefined ? {} : (parseEnvelope(record.value, record).payload as Record<string, unknown>);
}

/** Resolves once `holds` is true. @throws Error that names what did not happen. */
export async function until(what: string, holds: () => boolean, ms = 40_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
