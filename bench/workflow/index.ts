/**
 * What a workflow costs: three steps against three request-reply pairs on one broker, in the same run, and each step of
 * a chain by how long the chain is. `ONEX_BENCH_PARTS=chain` runs that part only, which needs no broker.
 */
import { startBroker } from '../bus/broker.ts';
import { workflow } from '../bus/workflow.ts';
import { chain } from './chain.ts';

const PARTS = { chain, pairs };

export async function run(): Promise<void> {
  const wanted = process.env['ONEX_BENCH_PARTS']?.split(',') ?? Object.keys(PARTS);
  for (const [name, part] of Object.entries(PARTS)) {
    if (!wanted.includes(name)) continue;
    console.log(`\n### ${name}`);
    await part();
  }
}

async function pairs(): Promise<void> {
  const broker = await startBroker();
  try {
    await workflow(broker);
  } finally {
    await broker.stop();
  }
}
