import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { runFolder } from './run-folder.ts';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

async function script(file: string, args: readonly string[], environment = {}): Promise<string> {
  const env = { ...process.env, ...environment };
  const { stdout } = await run(path.join(HERE, file), [...args], { env, timeout: 300_000 });
  return stdout.trim();
}

function temporary(name: string): Promise<string> {
  return mkdtemp(path.join(runFolder(), `${name}-`));
}

/** A broker of its own: one node, on free ports, all its state in a temporary folder. */
export interface KafkaService {
  /** `127.0.0.1:<port>`, the same over restarts. */
  readonly servers: string;
  /** Where its state lies; with `KAFKA_SECURE` also `secure`, the ports of its other listeners, and `ca.pem`. */
  readonly folder: string;
  /** kill -9; its data stays. */
  kill(): Promise<void>;
  /** Hangs it, and lets it go on. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  restart(): Promise<void>;
  /** kill -9, and all its topics and offsets lost; comes back with `restart`. */
  lose(): Promise<void>;
  stop(): Promise<void>;
}

export async function startKafka(environment: NodeJS.ProcessEnv = {}): Promise<KafkaService> {
  await script('kafka/kafka-fetch.sh', []);
  const folder = await temporary('kafka');
  const servers = await script('kafka/kafka-up.sh', [folder], environment);
  const down = async (...args: string[]): Promise<void> => {
    await script('kafka/kafka-down.sh', [folder, ...args]);
  };
  return {
    servers,
    folder,
    kill: () => down('kill'),
    freeze: () => down('pause'),
    thaw: () => down('resume'),
    async restart() {
      await script('kafka/kafka-up.sh', [folder], environment);
    },
    async lose() {
      await down('kill');
      await rm(path.join(folder, 'data'), { recursive: true });
    },
    stop: () => down('stop', '--wipe'),
  };
}

/** A Consul agent of its own. */
export interface ConsulService {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** kill -9; what was registered is lost unless it was started to keep it. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startConsul(environment: NodeJS.ProcessEnv = {}): Promise<ConsulService> {
  const folder = await temporary('consul');
  const port = String(await freePort(3));
  const url = await script('consul/consul-up.sh', [folder, port], environment);
  return {
    url,
    async kill() {
      await script('consul/consul-down.sh', [folder, '-KILL']);
    },
    async restart() {
      await script('consul/consul-up.sh', [folder, port], environment);
    },
    async stop() {
      await script('consul/consul-down.sh', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A second server of the cluster of a Consul agent: while it is frozen, the cluster has no leader. */
export interface ConsulPeer {
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export async function startConsulPeer(url: string, environment: NodeJS.ProcessEnv): Promise<ConsulPeer> {
  const folder = await temporary('consul-peer');
  const join = `127.0.0.1:${Number(new URL(url).port) + 2}`;
  const port = String(await freePort(3));
  await script('consul/consul-up.sh', [folder, port], { ...environment, CONSUL_JOIN: join });
  const pid = Number(await readFile(path.join(folder, 'pid'), 'utf8'));
  const headers = { 'X-Consul-Token': environment['CONSUL_ACL_TOKEN'] ?? '' };
  for (let voters = 0; voters < 2; await sleep(200)) {
    const response = await fetch(`${url}/v1/operator/raft/configuration`, { headers });
    const { Servers } = (await response.json()) as { Servers: { Voter: boolean }[] };
    voters = Servers.filter(({ Voter }) => Voter).length;
  }
  return {
    freeze: () => void process.kill(pid, 'SIGSTOP'),
    thaw: () => void process.kill(pid, 'SIGCONT'),
    async stop() {
      process.kill(pid, 'SIGCONT');
      await script('consul/consul-down.sh', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A PostgreSQL cluster of its own. */
export interface PostgresService {
  readonly url: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresService> {
  const folder = await temporary('postgres');
  const url = await script('postgres/postgres-up.sh', [folder]);
  return {
    url,
    async kill() {
      await script('postgres/postgres-down.sh', [folder, 'immediate']);
    },
    async restart() {
      await script('postgres/postgres-up.sh', [folder]);
    },
    async stop() {
      await script('postgres/postgres-down.sh', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
