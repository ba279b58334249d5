import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import {
  type EventTransport,
  type OutboundRecord,
  createEnvelope,
  parseEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { runFolder } from '../support/run-folder.ts';
import { type SmallDisk, mountSmallDisk } from '../support/small-disk.ts';
import { type KafkaService, type PostgresService, startKafka, startPostgres } from '../support/services.ts';
import {
  HELD,
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

/** What a node may use. */
export interface NodeLimits {
  /** No file of it grows beyond that, as on a disk that is full. */
  readonly fileKiB?: number;
  /** Of the old generation of its heap. */
  readonly heapMiB?: number;
  /** How far its wall clock is off, in ms: at first, and after each SIGHUP. */
  readonly wallShiftsMs?: readonly number[];
}

/** A broker, a ledger, and nodes that keep it, each in a process of its own. */
export interface LedgerBench {
  readonly broker: KafkaService;
  /** Where the ledger is kept, when it is not in SQLite. */
  readonly postgres: PostgresService | null;
  /** The SQLite file of the ledger. */
  readonly file: string;
  /** What the file lies on, when `diskKiB` was wanted and this machine lets us mount one. */
  readonly disk: SmallDisk | null;
  /** Resolves when it is ready. */
  startNode(instance: string, limits?: NodeLimits): Promise<ChildProcess>;
  /** Bytes that a node still holds after collecting garbage. */
  held(node: ChildProcess): Promise<number>;
  /** Lines that the nodes logged, warnings and errors. */
  readonly log: readonly string[];
  /** Waits for something to be true. @throws Error with its last words when a node ended by itself meanwhile. */
  until(isTrue: () => boolean): Promise<void>;
  /** A command per record: `count` of them over 50 keys, each key numbered through. */
  commands(count: number): { readonly ids: readonly string[]; readonly records: readonly OutboundRecord[] };
  /** Sends in batches, until all are acknowledged, however often it has to be tried. */
  send(records: readonly OutboundRecord[]): Promise<void>;
  /** Ids of the commands that were answered by a completed event, as they come. */
  readonly completed: ReadonlySet<string>;
  readonly failed: readonly string[];
  readonly letters: readonly string[];
  ledger(): Promise<readonly Booking[]>;
  stop(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('ledger-node.ts', import.meta.url));
const WALL_CLOCK = new URL('clock/wall-clock.mjs', import.meta.url).href;
const NODE_OPTIONS = [
  '--expose-gc',
  '--conditions=onex-source',
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=TimeoutNegativeWarning',
];

/** A command to the ledger. Without an envelope ID, it gets one of its own. */
export function ledgerCommand(
  id: string,
  entity: string,
  { sequence = 0, envelopeId }: { readonly sequence?: number; readonly envelopeId?: string } = {},
): OutboundRecord {
  const payload = { id, entity_id: entity, sequence };
  const envelope = createEnvelope(payload, envelopeId === undefined ? {} : { envelopeId });
  return { topic: LEDGER_COMMANDS, key: entity, value: JSON.stringify(envelope), headers: {} };
}

export interface LedgerBenchOptions {
  /** Default SQLite. */
  readonly store?: 'sqlite' | 'postgresql';
  readonly partitions?: number;
  /** Size of a disk of its own for SQLite. */
  readonly diskKiB?: number;
}

export async function openLedgerBench(options: LedgerBenchOptions = {}): Promise<LedgerBench> {
  const broker = await startKafka();
  let postgres: PostgresService | null = null;
  try {
    if (options.store === 'postgresql') postgres = await startPostgres();
    return await openOn(broker, postgres, options);
  } catch (error) {
    await postgres?.stop();
    await broker.stop();
    throw error;
  }
}

async function openOn(
  broker: KafkaService,
  postgres: PostgresService | null,
  { partitions = 4, diskKiB }: LedgerBenchOptions,
): Promise<LedgerBench> {
  const stateDir = mkdtempSync(path.join(runFolder(), 'faults-'));
  const disk = diskKiB === undefined ? null : mountSmallDisk(stateDir, diskKiB);
  const file = path.join(stateDir, LEDGER_FILE);
  const ledger = postgres === null ? sqliteLedger(file) : await postgresLedger(postgres.url);
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
  const holding = new Map<ChildProcess, (bytes: number) => void>();
  const log: string[] = [];
  let crash: Error | null = null;
  return {
    broker,
    postgres,
    file,
    disk,
    log,
    completed,
    failed,
    letters,
    until: async (isTrue) => {
      await until(() => {
        if (crash !== null) throw crash;
        return isTrue();
      });
    },
    async startNode(instance, { fileKiB, heapMiB, wallShiftsMs } = {}) {
      const heap = heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`];
      const args = [
        ...NODE_OPTIONS,
        ...heap,
        ...(wallShiftsMs === undefined ? [] : [`--import=${WALL_CLOCK}`]),
        SCRIPT,
        broker.servers,
        stateDir,
        instance,
        postgres?.url ?? '',
      ];
      const limit = fileKiB === undefined ? 'unlimited' : String(fileKiB);
      const child = spawn('bash', ['-c', 'ulimit -f "$0"; exec "$@"', limit, process.execPath, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ONEX_TEST_WALL_SHIFTS: wallShiftsMs?.join(',') },
      });
      children.push(child);
      const ready = Promise.withResolvers<void>();
      let words = '';
      child.stderr.on('data', (chunk: Buffer) => {
        words = (words + String(chunk)).slice(-4000);
      });
      child.once('close', (code, signal) => {
        const end = new Error(`the node ${instance} ended with ${code ?? signal}: ${words}\n${log.at(-1)}`);
        if (code !== 0 && signal !== 'SIGKILL') crash = end;
        ready.reject(end);
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line === READY) ready.resolve();
        else if (line.startsWith(HELD)) holding.get(child)?.(Number(line.slice(HELD.length)));
        else log.push(line);
      });
      await ready.promise;
      return child;
    },
    held(child) {
      const { promise, resolve } = Promise.withResolvers<number>();
      holding.set(child, resolve);
      child.kill('SIGUSR2');
      return promise;
    },
    commands(count) {
      const ids: string[] = [];
      const records = Array.from({ length: count }, (_, index): OutboundRecord => {
        const id = randomUUID();
        ids.push(id);
        const entity = `entity-${index % 50}`;
        return ledgerCommand(id, entity, { sequence: Math.floor(index / 50), envelopeId: id });
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
    ledger: ledger.read,
    async stop() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await bus.close();
      await ledger.close();
      await postgres?.stop();
      await broker.stop();
      disk?.unmount();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

interface Ledger {
  read(): Promise<readonly Booking[]>;
  close(): Promise<void>;
}

const ALL = 'SELECT id, entity, sequence, instance FROM ledger ORDER BY place';

function sqliteLedger(file: string): Ledger {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; ${LEDGER_TABLE}`);
  return {
    read: async () => database.prepare(ALL).all() as unknown as Booking[],
    close: async () => database.close(),
  };
}

async function postgresLedger(connectionString: string): Promise<Ledger> {
  const pool = new pg.Pool({ connectionString });
  pool.on('error', () => {});
  await pool.query(LEDGER_TABLE.replace('INTEGER PRIMARY KEY', 'SERIAL PRIMARY KEY'));
  return {
    read: async () => (await pool.query<Booking>(ALL)).rows,
    close: () => pool.end(),
  };
}
