import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runFolder } from './run-folder.ts';

const SCRIPT = fileURLToPath(new URL('../kafka/kafka-cluster.sh', import.meta.url));

/** Three brokers of their own; topics have three replicas, of which two must acknowledge. */
export interface KafkaCluster {
  readonly servers: readonly string[];
  /** Numbers of the brokers. */
  readonly brokers: readonly number[];
  start(broker: number): Promise<void>;
  /** An orderly shutdown, which moves the partitions to other brokers first. */
  stop(broker: number): Promise<void>;
  /** kill -9; its data stays. */
  kill(broker: number): Promise<void>;
  /** Ends all brokers and removes their data. */
  end(): Promise<void>;
}

export async function startKafkaCluster(): Promise<KafkaCluster> {
  const folder = await mkdtemp(path.join(runFolder(), 'kafka-cluster-'));
  const run = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(SCRIPT, [folder, ...args], { timeout: 300_000 });
    return stdout.trim();
  };
  const servers = (await run('up')).split(',');
  const one =
    (action: string) =>
    async (broker: number): Promise<void> => {
      await run(action, String(broker));
    };
  return {
    servers,
    brokers: [1, 2, 3],
    start: one('start'),
    stop: one('stop'),
    kill: one('kill'),
    async end() {
      await run('down');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
