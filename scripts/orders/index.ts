/**
 * `npm run example:orders [-- DIR]` generates the order system of `examples/orders` from its contracts, installs it,
 * checks its types, its style, and its tests, and drives it on the in-memory bus: orders that succeed, orders that are
 * undone, and thirty messages that the contracts forbid. Exit code 1 when anything differs from what the contracts say.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { install, startDev, stopDev } from '../demo/commands.ts';
import { BAD_MESSAGES } from './bad-messages.ts';
import { checkOrders } from './check.ts';
import { runCheckouts } from './checkouts.ts';
import { makeOrders } from './make.ts';
import { sendBadMessages } from './send.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(): Promise<void> {
  const given = process.argv[2];
  const project = given === undefined ? await mkdtemp(join(tmpdir(), 'onex-orders-')) : resolve(given);
  makeOrders(project);
  await install(project);
  checkOrders(project);
  say('types, style, and tests of the project: ok');
  const dev = await startDev(project, []);
  try {
    const { life, ...checkouts } = await runCheckouts(project);
    for (const [name, { status, error }] of Object.entries(checkouts))
      say(`${name}: ${status}${error === null ? '' : ` (${error})`}`);
    say(`shipped, delivered, cancelled: ${life.map(({ status }) => status).join(', ')}`);
    const misses = await sendBadMessages(project);
    for (const { message, sent } of misses)
      say(`${message.to}: ${message.fault}: ${sent.status}, not rejected by ${message.node} (${sent.error})`);
    say(`bad messages: ${BAD_MESSAGES.length - misses.length} of ${BAD_MESSAGES.length} rejected`);
    if (misses.length > 0) process.exitCode = 1;
  } finally {
    await stopDev(dev);
  }
  say(`The project is in ${project}`);
}

await run();
