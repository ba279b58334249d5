/**
 * A generated effect, `./start_node.ts` standalone, from exec to the first 200 of /health/ready, against a bare
 * node:http server, likewise a script with a shebang. Both are asked in the same way, every 2 ms, and told to stop by
 * SIGTERM. The node is started with what earlier starts left in Node's compile cache, and without, as after an upgrade.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alternate } from '../lib/alternate.ts';
import { makeProject } from '../lib/project.ts';
import { timeToReady } from '../lib/ready.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const ROUNDS = 20;
const LIMIT_MS = 300;

const BARE = `#!/usr/bin/env -S node
import { createServer } from 'node:http';
createServer((request, response) => response.end('{}')).listen(Number(process.argv[3]), '127.0.0.1');
`;

export async function run(): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'onex-bench-start-'));
  try {
    const node = makeProject(root);
    const bare = path.join(root, 'bare.mjs');
    writeFileSync(bare, BARE);
    chmodSync(bare, 0o755);
    const fresh = () => mkdtempSync(path.join(root, 'home-'));
    const home = fresh();
    const [bareTimes = [], nodeTimes = [], firstTimes = []] = await alternate(
      [
        { name: 'bare node:http', run: () => timeToReady(bare, [], { HOME: home }) },
        { name: 'start_node.ts', run: () => timeToReady(node, [], { HOME: home }) },
        { name: 'start_node.ts, first', run: () => timeToReady(node, [], { HOME: fresh() }) },
      ],
      { rounds: ROUNDS, warmup: 2 },
    );
    const ratioOf = (times: readonly number[]) => median(times) / median(bareTimes);
    const ratio = ratioOf(nodeTimes);
    printTable(
      ['exec to /health/ready 200', 'ms: median (min–max)', 'ratio'],
      [
        ['bare node:http server', spread(bareTimes), '1.00'],
        ['./start_node.ts standalone', spread(nodeTimes), ratio.toFixed(2)],
        ['  with nothing in the cache', spread(firstTimes), ratioOf(firstTimes).toFixed(2)],
      ],
    );
    const met = median(nodeTimes) < LIMIT_MS;
    console.log(
      `target: < ${LIMIT_MS} ms and ≤ 2.5 times the bare server: ${met && ratio <= 2.5 ? 'met' : 'MISSED'}`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
