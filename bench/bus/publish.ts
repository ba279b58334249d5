import { alternate } from '../lib/alternate.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Broker } from './broker.ts';
import { withWorker } from './contestants.ts';
import { startWorker } from './worker.ts';

const MESSAGES = Number(process.env['ONEX_BENCH_MESSAGES'] ?? 20_000);
const ROUNDS = Number(process.env['ONEX_BENCH_ROUNDS'] ?? 5);
/** Records in a call, and the least throughput compared with raw kafkajs. */
const SIZES = [
  [1, 1],
  [100, 1.2],
] as const;

interface Published {
  readonly milliseconds: number;
  readonly cpu: number;
}

const isPublished = (message: unknown): message is Published =>
  typeof message === 'object' && message !== null && 'milliseconds' in message;

function publishAll(broker: Broker, who: string, count: number, size: number): Promise<Published> {
  const args = [who, broker.servers, String(count), String(size)];
  return withWorker(
    broker,
    (_servers, _run, folder) => startWorker('publisher.ts', args, { ONEX_STATE_DIR: folder }),
    async (worker) => (await worker.firstMessage(isPublished)) as Published,
  );
}

/** (a) Publishing through the runtime against raw kafkajs with the same guarantees, in calls of the same size, one at a time. */
export async function publish(broker: Broker): Promise<void> {
  for (const [size, target] of SIZES) {
    // One at a time is as slow as the way to the broker and back, so fewer say as much; far fewer drown in noise.
    const count = size === 1 ? (MESSAGES * 3) / 10 : MESSAGES;
    const names = ['kafkajs', 'runtime'];
    const cpu: number[][] = [[], []];
    const contestants = names.map((name, index) => ({
      name,
      run: async () => {
        const published = await publishAll(broker, name, count, size);
        cpu[index]!.push(published.cpu);
        return published.milliseconds;
      },
    }));
    const times = await alternate(contestants, { rounds: ROUNDS });
    const base = median(times[0]!);
    printTable(
      [`${count} messages, ${size} at a time`, 'ms: median (min–max)', 'throughput', 'CPU µs/message'],
      names.map((name, index) => [
        name,
        spread(times[index]!, 0),
        (base / median(times[index]!)).toFixed(2),
        ((median(cpu[index]!.slice(1)) * 1000) / count).toFixed(0),
      ]),
    );
    const ratio = base / median(times[1]!);
    console.log(`target: ≥ ${target} of the throughput of kafkajs: ${ratio >= target ? 'met' : 'MISSED'}`);
  }
}
