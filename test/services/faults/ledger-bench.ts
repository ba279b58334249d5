import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import {
  type EventTransport,
  type OutboundRecord,
  createEnvelope,
  parseEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/kafka/index.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { type KafkaService, startKafka } from '../support/services.ts';
import {
  LEDGER_COMMANDS,
  LEDGER_COMPLETED,
  LEDGER_FAILED,
  LEDGER_FILE,
  LEDGER_LETTERS,
  LEDGER_TABLE,
  READY,
} from './ledger-contract.ts';

export interface Booking {
  readonly id: string;
  readonly entity: string;
  readonly sequence: number;
  readonly instance: string;
}

/** A broker, a ledger, and nodes that keep it, each in a process of its own. */
export interface LedgerBench {
  readonly broker: KafkaService;
  startNode(instance: string): Promise<ChildProcess>;
  /** A command per record: `count` of them over 50 keys, each key numbered through. */
  commands(count: number): { readonly ids: readonly string[]; readonly records: readonly OutboundRecord[] };
  /** Sends in batches, until all are acknowledged, however often it has to be tried. */
  send(records: readonly OutboundRecord[]): Promise<void>;
  /** Ids of the commands that were answered by a completed event, as they come. */
  readonly completed: ReadonlySet<string>;
  readonly failed: readonly string[];
  readonly letters: readonly string[];
  ledger(): readonly Booking[];
  stop(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('ledger-node.ts', import.meta.url));
const NODE_OPTIONS = [
  '--conditions=onex-source',
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=TimeoutNegativeWarning',
];

export async function openLedgerBench(partitions = 4): Promise<LedgerBench> {
  const broker = await startKafka();
  try {
    return await openOn(broker, partitions);
  } catch (error) {
    await broker.stop();
    throw error;
  }
}

async function openOn(broker: KafkaService, partitions: number): Promise<LedgerBench> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'onex-faults-'));
  const database = new DatabaseSync(path.join(stateDir, LEDGER_FILE));
  database.exec(`PRAGMA journal_mode = WAL; ${LEDGER_TABLE}`);
  const admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = [LEDGER_COMMANDS, LEDGER_COMPLETED, LEDGER_FAILED, LEDGER_LETTERS];
  await admin.createTopics({
    topics: topics.map((topic) => ({ topic, numPartitions: partitions })),
    waitForLeaders: true,
  });
  await admin.disconnect();

  const bus: EventTransport = await createKafkaTransport({
    servers: [broker.servers],
    clientId: 'faults',
    logger: recordingLogger(),
  });
  await bus.connect();
  const completed = new Set<string>();
  const failed: string[] = [];
  const letters: string[] = [];
  await bus.subscribe({
    groupId: `faults-${randomUUID()}`,
    topics: [LEDGER_COMPLETED, LEDGER_FAILED, LEDGER_LETTERS],
    from: 'earliest',
    async handle({ topic, value }) {
      if (topic === LEDGER_LETTERS) letters.push(String(value));
      else if (topic === LEDGER_FAILED) failed.push(String(value));
      else completed.add((parseEnvelope(value).payload as { id: string }).id);
    },
  });

  const children: ChildProcess[] = [];
  return {
    broker,
    completed,
    failed,
    letters,
    async startNode(instance) {
      const child = spawn(process.execPath, [...NODE_OPTIONS, SCRIPT, broker.servers, stateDir, instance], {
        stdio: ['ignore', 'pipe', process.env['ONEX_FAULTS_LOG'] === undefined ? 'ignore' : 'inherit'],
      });
      children.push(child);
      const ready = Promise.withResolvers<void>();
      child.stdout?.on('data', (chunk: Buffer) => {
        if (String(chunk).includes(READY)) ready.resolve();
        else if (process.env['ONEX_FAULTS_LOG'] !== undefined) process.stderr.write(chunk);
      });
      await ready.promise;
      return child;
    },
    commands(count) {
      const ids: string[] = [];
      const records = Array.from({ length: count }, (_, index): OutboundRecord => {
        const id = randomUUID();
        ids.push(id);
        const entity = `entity-${index % 50}`;
        const payload = { id, entity_id: entity, sequence: Math.floor(index / 50) };
        const value = JSON.stringify(createEnvelope(payload, { envelopeId: id }));
        return { topic: LEDGER_COMMANDS, key: entity, value, headers: {} };
      });
      return { ids, records };
    },
    async send(records) {
      for (let index = 0; index < records.length; index += 500) {
        const batch = records.slice(index, index + 500);
        for (;;) {
          const sent = await bus.publish(batch).then(
            () => true,
            () => false,
          );
          if (sent) break;
        }
      }
    },
    ledger: () =>
      database
        .prepare('SELECT id, entity, sequence, instance FROM ledger ORDER BY place')
        .all() as unknown as Booking[],
    async stop() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await bus.close();
      database.close();
      await broker.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
