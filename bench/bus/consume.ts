import { alternate } from '../lib/alternate.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Broker } from './broker.ts';
import { messageByHand } from './messages/by-hand.ts';
import { startEffect, startLoop, startMoleculer, startNest, withWorker, type Start } from './contestants.ts';
import { sampleOrder } from './messages/order.ts';
import { COMMANDS, COMPLETED } from './messages/topics.ts';

const MESSAGES = Number(process.env['ONEX_BENCH_MESSAGES'] ?? 20_000);
const ROUNDS = Number(process.env['ONEX_BENCH_ROUNDS'] ?? 5);
const AGAINST_LOOP = 1.3;

/** From the first command in hand until the broker has the last answer, milliseconds; the CPU it took goes to `cpu`. */
async function consumeAll(broker: Broker, start: Start, cpu: number[]): Promise<number> {
  const before = await broker.count(COMPLETED);
  return withWorker(broker, start, async (worker) => {
    await worker.firstMessage((message) => message === 'first');
    const begun = performance.now();
    const atFirst = await worker.usage();
    const end = await broker.reaches(COMPLETED, before + MESSAGES);
    cpu.push((await worker.usage()).cpuMs - atFirst.cpuMs);
    return end - begun;
  });
}

/** (b) consume → validate → handle → publish → commit. */
export async function consume(broker: Broker): Promise<void> {
  await broker.fill(COMMANDS, MESSAGES, (number) =>
    messageByHand(sampleOrder(number), 'bench.order-requested'),
  );
  const names = [
    'hand-written kafkajs loop',
    'node of onex-runtime',
    'NestJS microservice',
    'Moleculer with channels',
  ];
  const cpu: number[][] = names.map(() => []);
  const times = await alternate(
    [startLoop, startEffect, startNest, startMoleculer].map((start, index) => ({
      name: names[index]!,
      run: () => consumeAll(broker, start, cpu[index]!),
    })),
    { rounds: ROUNDS },
  );
  const [loop = Number.NaN, node = Number.NaN, nest = Number.NaN] = times.map(median);
  printTable(
    [`${MESSAGES} commands`, 'ms: median (min–max)', 'messages/s', 'throughput', 'CPU µs/message'],
    names.map((name, index) => {
      const time = median(times[index]!);
      const cpuTime = (median(cpu[index]!.slice(1)) * 1000) / MESSAGES;
      const rate = ((MESSAGES / time) * 1000).toFixed(0);
      return [name, spread(times[index]!, 0), rate, (loop / time).toFixed(2), cpuTime.toFixed(0)];
    }),
  );
  const verdict = (met: boolean): string => (met ? 'met' : 'MISSED');
  console.log(`target: ≥ ${AGAINST_LOOP} of the loop's throughput: ${verdict(loop / node >= AGAINST_LOOP)}`);
  console.log(
    `target: ahead of NestJS: ${(nest / node).toFixed(2)} times its throughput: ${verdict(node < nest)}`,
  );
}
