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
import { timesToReady } from '../lib/ready.ts';
import { timesRows } from '../lib/process-times.ts';
import { median } from '../lib/statistics.ts';
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
    const times = await alternate(
      [
        { name: 'bare node:http', run: () => timesToReady(bare, [], { HOME: home }) },
        { name: 'start_node.ts', run: () => timesToReady(node, [], { HOME: home }) },
        { name: 'start_node.ts, first', run: () => timesToReady(node, [], { HOME: fresh() }) },
      ],
      { rounds: ROUNDS, warmup: 2 },
    );
    const names = ['bare node:http server', './start_node.ts standalone', '  with nothing in the cache'];
    printTable(
      ['exec to /health/ready 200', 'wall ms', 'it / bare', 'CPU ms', 'it / bare'],
      timesRows(names, times, (first, own) => own / first),
    );
    const [bareWall = Number.NaN, nodeWall = Number.NaN] = times.map((of) =>
      median(of.map(({ wall }) => wall)),
    );
    const met = nodeWall < LIMIT_MS && nodeWall / bareWall <= 2;
    console.log(`target: < ${LIMIT_MS} ms and ≤ 2.0 times the bare server: ${met ? 'met' : 'MISSED'}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
