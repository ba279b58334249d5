import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeProject } from '../lib/project.ts';
import { timesToReady } from '../lib/ready.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Broker } from './broker.ts';

const ROUNDS = 10;
const LIMIT_MS = 1000;

/** (e) A generated effect, from `./start_node.ts --kafka-servers …` to ready: connected and in its group. */
export async function ready({ servers }: Broker): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'onex-bench-ready-'));
  try {
    const node = makeProject(root);
    // The first start makes the topics; it is not counted.
    await timesToReady(node, ['--kafka-servers', servers, '--create-topics']);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // The member that was killed would keep the group waiting until its session is over.
      const environment = `ready${round}`;
      const { wall } = await timesToReady(node, ['--kafka-servers', servers], {
        ONEX_ENVIRONMENT: environment,
      });
      times.push(wall);
    }
    printTable(
      ['exec to /health/ready 200, with Kafka', 'ms: median (min–max)'],
      [['./start_node.ts', spread(times)]],
    );
    console.log(`target: ≤ ${LIMIT_MS} ms: ${median(times) <= LIMIT_MS ? 'met' : 'MISSED'}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
