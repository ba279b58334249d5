import { percentile } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Broker } from './broker.ts';
import { openClient, timeEach, type Client } from './messages/client.ts';
import { startEcho, startTrip, withWorker } from './contestants.ts';
import { STEPS, TRIP_COMPLETED, TRIP_START, stepCommand, stepCompleted } from './messages/topics.ts';

const WORKFLOWS = Number(process.env['ONEX_BENCH_WORKFLOWS'] ?? 300);
const ROUNDS = 2;

/** What is asked of the three steps' node without a workflow: each in turn, and nothing is kept. */
async function threePairs(client: Client, entity: string): Promise<void> {
  for (const step of STEPS) await client.ask(stepCommand(step), { entity_id: entity });
}

async function rawPairs(broker: Broker): Promise<number[]> {
  const client = await openClient(broker, STEPS.map(stepCompleted));
  let number = 0;
  try {
    return await timeEach(WORKFLOWS, () => threePairs(client, `trip-${(number += 1)}`));
  } finally {
    await client.close();
  }
}

async function workflows(broker: Broker, engine: string): Promise<number[]> {
  const client = await openClient(broker, [TRIP_COMPLETED]);
  let number = 0;
  const ask = (): Promise<void> => client.ask(TRIP_START, { entity_id: `trip-${(number += 1)}` });
  try {
    const measure = async (): Promise<number[]> => {
      await ask();
      return timeEach(WORKFLOWS, ask);
    };
    return await withWorker(broker, startTrip(engine), measure, engine);
  } finally {
    await client.close();
  }
}

/** (f) A workflow of three steps, its state saved and its events told, against three bare request-reply pairs. */
export async function workflow(broker: Broker): Promise<void> {
  const contestants = [
    { name: 'three request-reply pairs of raw kafkajs', run: () => rawPairs(broker) },
    { name: 'workflow of three steps', run: () => workflows(broker, 'builtin') },
    { name: 'the same on the engine llamaindex', run: () => workflows(broker, 'llamaindex') },
  ];
  const times: number[][] = contestants.map(() => []);
  await withWorker(broker, startEcho, async () => {
    // The node that answers has joined its group when it has answered once.
    const client = await openClient(broker, STEPS.map(stepCompleted));
    await retry(() => threePairs(client, 'first'));
    await client.close();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, { run }] of contestants.entries()) times[index]!.push(...(await run()));
    }
  });
  const base = percentile(times[0]!, 0.5);
  printTable(
    ['one after another', 'p50 ms', 'p99 ms', 'ratio of p50'],
    contestants.map(({ name }, index) => {
      const [half, most] = [0.5, 0.99].map((share) => percentile(times[index]!, share));
      return [name, half!.toFixed(2), most!.toFixed(2), (half! / base).toFixed(2)];
    }),
  );
}

/** What is sent before the other side listens is lost on it, so it is sent again until something comes back. */
async function retry(call: () => Promise<void>): Promise<void> {
  for (;;) {
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, 2000, 'late'));
    if ((await Promise.race([call(), late])) !== 'late') return;
  }
}
