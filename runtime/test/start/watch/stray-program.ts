import { z } from 'zod';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import { Container, LOGGER, NodeEffect } from '../../../src/node/index.ts';
import { watchStrayErrors } from '../../../src/start/watch/index.ts';
import { contractOf } from '../../contract/read.ts';
import { childLogger } from '../../node/progress/child-logger.ts';

/** A node whose handler fails outside of what it returns, as the argument says; prints what was logged and published. */
const [how = 'not at all'] = process.argv.slice(2);
const logger = childLogger();
const container = new Container().register(LOGGER, { value: logger });
const print = (outputs: unknown): void => {
  const lines = logger.lines.map(({ level, fields }) => ({ level, ...fields }));
  process.stdout.write(
    JSON.stringify({ outputs, lines }, (_, value: unknown) =>
      value instanceof Error ? value.message : value,
    ),
  );
};
watchStrayErrors(logger, () => {
  print(null);
  process.exit(1);
});

const FAULTS: Readonly<Record<string, () => unknown>> = {
  'at once': () => void Promise.reject(new Error('stray')),
  later: () =>
    void (async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error('stray');
    })(),
  'in a timer': () =>
    setTimeout(() => {
      throw new Error('stray');
    }, 5),
};

class Stray extends NodeEffect {
  constructor() {
    const any = z.object({}).loose();
    const handle = (): Promise<object> => {
      FAULTS[how]?.();
      return new Promise((resolve) => setTimeout(() => resolve({}), 50));
    };
    super(container, {
      contract: contractOf(`
name: node_shop_stray_effect
node_type: EFFECT_GENERIC
io_operations: [{operation: send}]
error_handling: {retry_policy: {max_retries: 0}}
`),
      handlers: { send: { input: any, output: any, handle } },
    });
  }
}

const payload = { operation: 'send' };
const envelope = { ...createEnvelope(payload), envelope_id: '11111111-1111-4111-8111-111111111111' };
print(await new Stray().dispatch({ payload, envelope, topic: 'onex.cmd.shop.stray-requested.v1' }));
