import type { EventTransport } from '../../event-bus/index.ts';
import type { Logger } from '../../logging/index.ts';
import { createMemoryStateStore, STATE_STORE } from '../../machine/index.ts';
import { launchNode, busState, type LaunchedNode } from '../../start/index.ts';
import { createMemoryWorkflowStore, WORKFLOW_STORE } from '../../workflow/index.ts';
import { CliError } from '../cli-error.ts';
import { describeContract, type NodeDescription } from '../control/index.ts';
import { configureNode, type DevEnvironment } from './config.ts';
import type { LoadedNode } from './load.ts';

export interface RunningNode extends LaunchedNode {
  readonly description: NodeDescription;
}

/**
 * Launches every node on one transport, all at once.
 * @throws CliError naming the first node that does not start; those that did are stopped again.
 */
export async function launchAll(
  loaded: readonly LoadedNode[],
  environment: DevEnvironment,
  { transport, logger }: { transport: EventTransport; logger: Logger },
): Promise<RunningNode[]> {
  const attempts = await Promise.allSettled(
    loaded.map(async (node) => describe(await launch(node, environment, transport, logger))),
  );
  const running = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  const failed = attempts.findIndex(({ status }) => status === 'rejected');
  if (failed === -1) return running;
  await Promise.allSettled(running.map((node) => node.stop()));
  const { reason } = attempts[failed] as PromiseRejectedResult;
  const why = reason instanceof Error ? reason.message : String(reason);
  throw new CliError(`${loaded[failed]!.folder.name} does not start: ${why}`, { cause: reason });
}

async function launch(
  node: LoadedNode,
  environment: DevEnvironment,
  transport: EventTransport,
  logger: Logger,
): Promise<LaunchedNode> {
  return launchNode(node.NodeClass, {
    ...configureNode(node, environment),
    transport,
    logger,
    // The bus begins empty each time; state from before would wait for answers that never come.
    services: (container) =>
      void container
        .register(STATE_STORE, { value: createMemoryStateStore() })
        .register(WORKFLOW_STORE, { value: createMemoryWorkflowStore() }),
  });
}

function describe(launched: LaunchedNode): RunningNode {
  const { node, healthUrl } = launched;
  const onBus = busState(node) === 'standalone';
  const subscribes = onBus ? node.subscriptions : [];
  return { ...launched, description: { ...describeContract(node.contract), subscribes, onBus, healthUrl } };
}
