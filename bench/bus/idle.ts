import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Broker } from './broker.ts';
import { startEffect, startIdle, withWorker } from './contestants.ts';
import type { Usage } from './worker.ts';

const SETTLE_MS = 10_000;
const WATCH_MS = Number(process.env['ONEX_BENCH_IDLE_MS'] ?? 30_000);
const ROUNDS = 3;

/** (d) What a process uses that has nothing to do: a node, and one of raw kafkajs, both at the same time. */
export async function idle(broker: Broker): Promise<void> {
  const names = ['idle process of raw kafkajs', 'idle node of onex-runtime'];
  const used: Usage[][] = names.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    await withWorker(broker, startIdle, (raw) =>
      withWorker(broker, startEffect, async (node) => {
        await pause(SETTLE_MS);
        const before = await Promise.all([raw.usage(), node.usage()]);
        await pause(WATCH_MS);
        const after = await Promise.all([raw.usage(), node.usage()]);
        after.forEach(({ cpuMs, rssMiB }, index) =>
          used[index]!.push({ cpuMs: cpuMs - before[index]!.cpuMs, rssMiB }),
        );
      }),
    );
  }
  const of = (index: number, field: keyof Usage): number => median(used[index]!.map((one) => one[field]));
  printTable(
    [`${WATCH_MS / 1000} s with nothing to do`, 'CPU ms/s', 'ratio', 'resident MiB', 'ratio'],
    names.map((name, index) => {
      const [cpu, rss] = [of(index, 'cpuMs'), of(index, 'rssMiB')];
      const perSecond = ((cpu / WATCH_MS) * 1000).toFixed(1);
      const ratios = [cpu / of(0, 'cpuMs'), rss / of(0, 'rssMiB')].map((ratio) => ratio.toFixed(2));
      return [name, perSecond, ratios[0]!, rss.toFixed(0), ratios[1]!];
    }),
  );
  console.log(`target: CPU ≤ that of kafkajs: ${of(1, 'cpuMs') <= of(0, 'cpuMs') ? 'met' : 'MISSED'}`);
}
