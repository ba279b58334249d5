/**
 * A node of its own process for the fault tests: writes every command it handles into a ledger, in the transaction of
 * its answer. A command whose id begins with `slow-<ms>-` takes that long, and one with `crash-` ends the process. Arguments: bootstrap servers, state directory, instance id, URL of
 * PostgreSQL or an empty one for SQLite. Says `@ready` when it is, what it holds in memory at SIGUSR2, ends at SIGTERM.
 */
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readContract } from '../../../runtime/src/contract/index.ts';
import {
  type EventBusHost,
  type EventPublisher,
  closeEventBus,
  openEventBus,
} from '../../../runtime/src/event-bus/index.ts';
import {
  Container,
  type HandlerContext,
  LOGGER,
  NodeEffect,
  SETTINGS,
  defaultSettings,
} from '../../../runtime/src/index.ts';
import { createLogger } from '../../../runtime/src/logging/index.ts';
import { HELD, LEDGER_CONTRACT, READY } from './ledger-contract.ts';

const [servers = '', stateDir = '', instanceId = '', stateUrl = ''] = process.argv.slice(2);

const book = {
  input: z.object({ id: z.string(), entity_id: z.string(), sequence: z.int() }),
  output: z.object({ id: z.string() }),
  async handle(
    { id, entity_id: key, sequence }: { id: string; entity_id: string; sequence: number },
    { transaction }: HandlerContext,
  ) {
    const [fault, ms] = id.split('-');
    // As a fault in native code, or a lack of memory, ends a process.
    if (fault === 'crash') process.kill(process.pid, 'SIGKILL');
    if (fault === 'slow') await sleep(Number(ms));
    if (transaction === null) throw new Error('there is no transaction to write in');
    await transaction.query('INSERT INTO ledger (id, entity, sequence, instance) VALUES ($1, $2, $3, $4)', [
      id,
      key,
      sequence,
      instanceId,
    ]);
    return { id };
  },
};

class NodeLedgerEffect extends NodeEffect implements EventBusHost {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined = servers;
  serviceName = 'faults';
  instanceId: string | undefined = instanceId;
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  constructor(container: Container) {
    const { contract, issues } = readContract(LEDGER_CONTRACT, { file: 'contract.yaml' });
    if (contract === null) throw new Error(issues.map(({ message }) => message).join('; '));
    super(container, { contract, handlers: { book } });
  }
}

const settings = {
  ...defaultSettings(),
  kafkaServers: [servers],
  stateDir,
  stateUrl: stateUrl === '' ? null : stateUrl,
  instanceId,
  createTopics: true,
};
const container = new Container()
  .register(SETTINGS, { value: settings })
  .register(LOGGER, { value: createLogger({ level: 'warn', bindings: { instance: instanceId } }) });
const node = new NodeLedgerEffect(container);
await openEventBus(node, undefined);

const timer = setInterval(() => {
  if (!node.health().ready) return;
  clearInterval(timer);
  process.stdout.write(`${READY}\n`);
}, 20);
process.on('SIGUSR2', async () => {
  // What the first collection finds to be unused, such as the bytes of buffers, the second one frees.
  globalThis.gc?.();
  await setImmediate();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`${HELD}${heapUsed + external}\n`);
});
process.once('SIGTERM', async () => {
  await closeEventBus(node);
  await node.shutdown();
  process.exit(0);
});
