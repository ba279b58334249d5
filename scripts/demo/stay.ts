import { randomUUID } from 'node:crypto';
import { paint, shellWord } from 'onex-cli-kit';
import { checkout } from './story.ts';

/** Says what to try while the nodes run. */
export function invite(project: string): void {
  const order_id = randomUUID();
  const order = checkout({
    order_id,
    customer: 'Grace Hopper',
    method: 'card',
    quantity: 2,
    unit_price: '12.50',
  });
  const ship = { entity_id: order_id, tracking_code: 'CD87654321' };
  const lines = [
    `\n${paint('good', 'The nodes are still running.')} In another terminal:\n`,
    `  cd ${shellWord(project)}\n`,
    `  npx onex-runtime tail --follow   ${paint('faint', '# show every message as it is published')}\n`,
    'In a third terminal, in the same folder:\n',
    `  npx onex-runtime send checkout:run '${JSON.stringify(order)}'   ${paint('faint', '# order')}\n`,
    `  npx onex-runtime send order:ship '${JSON.stringify(ship)}'   ${paint('faint', '# then ship')}\n`,
    'The log of the nodes follows. Press Ctrl+C to end.\n\n',
  ];
  process.stdout.write(lines.join(''));
}
