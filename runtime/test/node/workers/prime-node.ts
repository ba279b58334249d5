import { isMainThread, threadId } from 'node:worker_threads';
import { z } from 'zod';
import { ContentError, OnexError } from '../../../src/errors/index.ts';
import { CONFIG, NodeCompute, type Container, type HandlerContext } from '../../../src/node/index.ts';
import { contractOf } from '../../contract/read.ts';

/** A compute node whose handlers run where they are called, for tests of worker threads. */
const input = z.object({ number: z.coerce.bigint() });
const output = z.object({}).loose();

const HANDLERS = {
  where: (_: { number: bigint }, context: HandlerContext): object => {
    context.logger.info({ of: 'a thread' }, 'computing');
    return { isMainThread, threadId, operation: context.operation, key: context.idempotencyKey };
  },
  parsed: ({ number }: { number: bigint }) => ({ type: typeof number, text: String(number) }),
  emits: (_: { number: bigint }, context: HandlerContext): object => {
    context.emit({ kind: 'result', topic: 'onex.evt.shop.prime-found.v1', payload: { found: true } });
    return {};
  },
  spins: (): object => {
    for (;;);
  },
  refuses: (): object => {
    throw new OnexError('INVALID_STATE', 'not now');
  },
  rejects: (): object => {
    throw new ContentError('The number is no number.');
  },
  breaks: async (): Promise<object> => {
    throw Object.assign(new TypeError('broken'), { code: 'E_BROKEN' });
  },
};

export class NodeShopPrimeCompute extends NodeCompute {
  constructor(container: Container) {
    const config = container.find(CONFIG) as { readonly fails?: boolean } | undefined;
    if (config?.fails === true && !isMainThread) throw new Error('cannot be made in a thread');
    super(container, {
      contract: contractOf(`
name: node_shop_prime_compute
node_type: COMPUTE_GENERIC
io_operations:
${Object.keys(HANDLERS)
  .map((name) => `  - {operation: ${name}, timeout_ms: ${name === 'spins' ? 300 : 20_000}}`)
  .join('\n')}
event_bus:
  subscribe_topics: [onex.cmd.shop.prime-requested.v1]
  publish_topics: [onex.evt.shop.prime-completed.v1, onex.evt.shop.prime-failed.v1, onex.evt.shop.prime-found.v1]
annotations: {worker_threads: 2}
`),
      handlers: Object.fromEntries(
        Object.entries(HANDLERS).map(([name, handle]) => [name, { input, output, handle }]),
      ),
      module: new URL(import.meta.url),
    });
  }
}
