import { percentile } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Broker } from './broker.ts';
import { openClient, timeEach } from './messages/client.ts';
import { startEffect, startLoop, withWorker, type Start } from './contestants.ts';
import { sampleOrder } from './messages/order.ts';
import { COMMANDS, COMPLETED } from './messages/topics.ts';

const COMMANDS_EACH = Number(process.env['ONEX_BENCH_LATENCY_COMMANDS'] ?? 500);
const ROUNDS = 2;
const AGAINST_LOOP = 1.1;

async function timesOf(broker: Broker, start: Start, run: string): Promise<number[]> {
  const client = await openClient(broker, [COMPLETED]);
  try {
    let number = 0;
    const ask = (): Promise<void> => client.ask(COMMANDS, sampleOrder((number += 1)));
    const measure = async (): Promise<number[]> => {
      // The first answer comes when the process is ready, and has worked off what others were asked.
      await ask();
      return timeEach(COMMANDS_EACH, ask);
    };
    return await withWorker(broker, start, measure, run);
  } finally {
    await client.close();
  }
}

/** (c) A command through an effect and its answer back, one at a time, as a client of raw kafkajs sees it. */
export async function latency(broker: Broker): Promise<void> {
  const names = ['hand-written kafkajs loop', 'node of onex-runtime'];
  const times: number[][] = names.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, start] of [startLoop, startEffect].entries()) {
      times[index]!.push(...(await timesOf(broker, start, `latency${index}`)));
    }
  }
  const base = percentile(times[0]!, 0.5);
  printTable(
    ['one command and its answer', 'p50 ms', 'p99 ms', 'ratio of p50'],
    names.map((name, index) => {
      const [half, most] = [0.5, 0.99].map((share) => percentile(times[index]!, share));
      return [name, half!.toFixed(2), most!.toFixed(2), (half! / base).toFixed(2)];
    }),
  );
  const ratio = percentile(times[1]!, 0.5) / base;
  console.log(`target: ≤ ${AGAINST_LOOP} of the loop's p50: ${ratio <= AGAINST_LOOP ? 'met' : 'MISSED'}`);
}
