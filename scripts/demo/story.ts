import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { paint } from 'onex-cli-kit';
import { send, type Sent } from '../orders/send.ts';
import { explain, RUNTIME, say } from './commands.ts';
import { narrate, type TailedMessage } from './narrate.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BEN = '22222222-2222-4222-8222-222222222222';
const BEN_AGAIN = '33333333-3333-4333-8333-333333333333';

interface Order {
  readonly order_id: string;
  readonly customer: string;
  readonly method: 'card' | 'transfer';
  readonly quantity: number;
  readonly unit_price: string;
}

/** The payload of a checkout. */
export function checkout({ quantity, unit_price, method, ...order }: Order): object {
  const lines = [{ sku: 'TEA-0001', quantity, unit_price }];
  return { ...order, tier: 'wholesale', currency: 'EUR', method, lines };
}

/** Sends a command, shows what it caused, and checks how it ended. */
async function tell(project: string, to: string, payload: object, expected: Sent['status']): Promise<void> {
  say(`npx onex-runtime send ${to} '${JSON.stringify(payload)}'`);
  const correlation = randomUUID();
  const { status, error } = await send(project, to, payload, ['--correlation', correlation]);
  for (const message of conversation(project, correlation)) process.stdout.write(lineOf(message));
  if (status !== expected)
    throw new Error(`${to} ended as ${status}, not as ${expected}${error === null ? '' : `: ${error}`}`);
}

/** All messages with a correlation ID, in the order in which they were published. */
function conversation(project: string, correlation: string): readonly TailedMessage[] {
  const { stdout } = spawnSync(process.execPath, [RUNTIME, 'tail', '--correlation', correlation, '--json'], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TailedMessage);
}

/** The meaning of a message, and its topic. */
export function lineOf(message: TailedMessage): string {
  const sentence = stripVTControlCharacters(narrate(message) ?? 'A message of another system.');
  const isBad = message.topic.endsWith('-failed.v1');
  return `  ${paint(isBad ? 'bad' : 'good', sentence.padEnd(50))}  ${paint('faint', message.topic)}\n`;
}

/** Two orders: one that is paid and shipped, and one whose payment fails and that is undone. */
export async function tellStory(project: string): Promise<void> {
  explain(
    'Order 1. Ada orders tea. The checkout node asks the others for a price, the goods, and a payment, one after',
    'the other, and has the order placed. Each line is one message: what it means, and its topic.',
  );
  const tea = { method: 'card', unit_price: '12.50' } as const;
  const ada = checkout({ order_id: ADA, customer: 'Ada Lovelace', quantity: 3, ...tea });
  await tell(project, 'checkout:run', ada, 'completed');

  explain('The warehouse ships the order. The reducer changes its state and emits an intent to notify Ada.');
  await tell(project, 'order:ship', { entity_id: ADA, tracking_code: 'AB12345678' }, 'completed');

  explain(
    'Order 2. Ben orders 90 units by card. The bank declines cards above 5,000 EUR, so the third step fails,',
    'and the workflow puts the 90 units back into the stock.',
  );
  const much = { customer: 'Ben Bitdiddle', quantity: 90, unit_price: '99.50' };
  await tell(project, 'checkout:run', checkout({ order_id: BEN, method: 'card', ...much }), 'failed');

  explain(
    'Order 3. Ben orders the same 90 units by bank transfer. The stock began with 100 units, and Ada has 3.',
    'The order succeeds only because the units of order 2 are back.',
  );
  const again = checkout({ order_id: BEN_AGAIN, method: 'transfer', ...much });
  await tell(project, 'checkout:run', again, 'completed');
}
