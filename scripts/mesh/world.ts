import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
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
import { createKafkaTransport } from '../../runtime/src/event-bus/transports/kafka/index.ts';
import { Container } from '../../runtime/src/index.ts';
import { silentLogger } from '../../runtime/src/logging/index.ts';
import { defaultSettings, SETTINGS } from '../../runtime/src/node/index.ts';
import { plainHost } from '../../runtime/src/testing/plain-host.ts';
import type { NodeClass } from './nodes/index.ts';

export const INTROSPECTION = 'onex.evt.platform.node-introspection.v1';
export const REQUEST = 'onex.cmd.platform.request-introspection.v1';
/** What a registry reads of our nodes, and what they read of it. */
export const PLATFORM_TOPICS: readonly string[] = [
  INTROSPECTION,
  REQUEST,
  'onex.evt.platform.registry-request-introspection.v1',
  'onex.evt.platform.node-heartbeat.v1',
  'onex.evt.platform.contract-registered.v1',
  'onex.evt.platform.contract-deregistered.v1',
];

/** A node of ours that stops and starts again with its state. */
export interface OurNode {
  readonly isRunning: boolean;
  /** Its id in a registry. */
  readonly id: string | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A broker with our nodes and a view of what is on their topics. */
export interface World {
  readonly servers: string;
  /** Sends a payload in an envelope, and returns the envelope. */
  send(topic: string, payload: object, options?: EnvelopeOptions): Promise<Envelope>;
  /** Sends a value as it is. */
  sendRaw(topic: string, value: string | Buffer): Promise<void>;
  /** Sends a record once more as it was: a duplicate. */
  resend(record: InboundRecord): Promise<void>;
  /** The records that belong to a conversation on a topic, or, without an id, all of the topic. */
  heard(topic: string, correlationId?: string): readonly InboundRecord[];
  /** The dead letters that belong to a conversation. */
  letters(correlationId: string): readonly InboundRecord[];
  node(NodeOfOurs: NodeClass): OurNode;
  close(): Promise<void>;
}

/** Creates the topics and listens to them. */
export async function createWorld(servers: string, topics: readonly string[]): Promise<World> {
  const stateDir = mkdtempSync(join(tmpdir(), 'onex-mesh-state-'));
  const options = { servers: [servers], clientId: 'mesh', logger: silentLogger, creation: {} };
  const bus: EventTransport = await createKafkaTransport(options);
  await bus.connect();
  await bus.missingTopics([...new Set(topics)]);
  const records: InboundRecord[] = [];
  await bus.subscribe({
    groupId: `mesh-${randomUUID()}`,
    topics: [...new Set(topics)],
    from: 'earliest',
    handle: async (record) => void records.push(record),
  });
  const settings = { ...defaultSettings(), kafkaServers: [servers], stateDir, createTopics: true };
  return {
    servers,
    async send(topic, payload, envelopeOptions) {
      const envelope = createEnvelope(payload, envelopeOptions);
      const key = envelope.correlation_id;
      const headers = createHeaders(envelope, { topic, source: 'mesh', key });
      await bus.publish([{ topic, key, value: JSON.stringify(envelope), headers }]);
      return envelope;
    },
    sendRaw: (topic, value) => bus.publish([{ topic, key: null, value, headers: {} }]),
    resend: ({ topic, key, value, headers }) => bus.publish([{ topic, key, value, headers }]),
    heard: (topic, correlationId) =>
      records.filter(
        (record) =>
          record.topic === topic &&
          (correlationId === undefined || String(record.value).includes(correlationId)),
      ),
    letters: (correlationId) =>
      records.filter(
        ({ topic, value }) => topic.startsWith('onex.dlq.') && String(value).includes(correlationId),
      ),
    node: (NodeOfOurs) => ourNode(NodeOfOurs, settings),
    async close() {
      await bus.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

function ourNode(NodeOfOurs: NodeClass, settings: ReturnType<typeof defaultSettings>): OurNode {
  let running: { readonly stop: () => Promise<void>; readonly id: string | undefined } | undefined;
  return {
    get isRunning() {
      return running !== undefined;
    },
    get id() {
      return running?.id;
    },
    async start() {
      if (running !== undefined) return;
      const node = new NodeOfOurs(new Container().register(SETTINGS, { value: settings }));
      await node.initialize();
      const host = plainHost(node);
      const environment = {
        ONEX_PLATFORM_EVENTS: 'contract-registered,contract-deregistered,node-state-change,flow-window',
      };
      await openEventBus(host, undefined, { settings, logger: silentLogger, heartbeatMs: 5000, environment });
      const stop = async (): Promise<void> => {
        await closeEventBus(host);
        await node.shutdown();
      };
      running = { stop, id: host.nodeId };
      await until(`${node.contract.name} is ready`, () => node.health().ready);
    },
    async stop() {
      const last = running;
      running = undefined;
      await last?.stop();
    },
  };
}

/** The payload of a record that holds an envelope. */
export function payloadOf(record: InboundRecord | undefined): Readonly<Record<string, unknown>> {
  return record === undefined ? {} : (parseEnvelope(record.value, record).payload as Record<string, unknown>);
}

/** Ids of the envelopes in records, each once. */
export function envelopeIds(records: readonly InboundRecord[]): ReadonlySet<string> {
  return new Set(records.map((record) => parseEnvelope(record.value, record).envelope_id));
}

/** Resolves once `holds` is true. @throws Error that names what did not happen. */
export async function until(what: string, holds: () => boolean, ms = 90_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
