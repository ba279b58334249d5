/**
 * Nodes on Kafka against hand-written kafkajs, NestJS, and Moleculer, all on one broker that is started here.
 * `ONEX_BENCH_PARTS=consume,latency` runs these parts only.
 */
import { startBroker } from './broker.ts';
import { consume } from './consume.ts';
import { idle } from './idle.ts';
import { join } from './join.ts';
import { latency } from './latency.ts';
import { publish } from './publish.ts';
import { ready } from './ready.ts';
import { workflow } from './workflow.ts';

/**
 * In this order, so that idle nodes find nothing to do, and those whose latency is measured little to work off. The last
 * part adds partitions to the topic of commands.
 */
const PARTS = { idle, ready, publish, latency, workflow, consume, join };

export async function run(): Promise<void> {
  const wanted = process.env['ONEX_BENCH_PARTS']?.split(',') ?? Object.keys(PARTS);
  const broker = await startBroker();
  try {
    for (const [name, part] of Object.entries(PARTS)) {
      if (!wanted.includes(name)) continue;
      console.log(`\n### ${name}`);
      await part(broker);
    }
  } finally {
    await broker.stop();
  }
}
