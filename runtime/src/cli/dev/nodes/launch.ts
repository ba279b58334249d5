import { errorText, isOnexError, userFrame } from '../../../errors/index.ts';
import type { EventTransport } from '../../../event-bus/index.ts';
import type { Logger } from '../../../logging/index.ts';
import { createMemoryStateStore, STATE_STORE } from '../../../machine/index.ts';
import { launchNode, busState, type LaunchedNode } from '../../../start/index.ts';
import { createMemoryWorkflowStore, WORKFLOW_STORE } from '../../../workflow/index.ts';
import { CliError } from '../../cli-error.ts';
import { describeContract, type NodeDescription } from '../../control/index.ts';
import { configureNode, type DevEnvironment } from './config.ts';
import type { LoadedNode } from './load.ts';

export interface RunningNode extends LaunchedNode {
  readonly description: NodeDescription;
}

/**
 * Launches all nodes on one transport at the same time. No node is launched before the settings of all are read.
 * @throws CliError naming the first node that does not start. The nodes that started are stopped again.
 */
export async function launchAll(
  loaded: readonly LoadedNode[],
  environment: DevEnvironment,
  { transport, logger }: { transport: EventTransport; logger: Logger },
): Promise<RunningNode[]> {
  const configured = loaded.map((node) => withSettings(node, environment));
  for (const warning of new Set(configured.flatMap(({ warnings }) => warnings))) logger.warn(warning);
  const attempts = await Promise.allSettled(
    configured.map(async (node) => describe(await launch(node, transport, logger))),
  );
  const running = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  const failed = attempts.findIndex(({ status }) => status === 'rejected');
  if (failed === -1) return running;
  await Promise.allSettled(running.map((node) => node.stop()));
  const { reason } = attempts[failed] as PromiseRejectedResult;
  throw notStarted(loaded[failed]!, reason, environment.root);
}

type ConfiguredNode = LoadedNode & ReturnType<typeof configureNode>;

function withSettings(node: LoadedNode, environment: DevEnvironment): ConfiguredNode {
  try {
    return { ...node, ...configureNode(node, environment) };
  } catch (error) {
    throw notStarted(node, error, environment.root);
  }
}

/** A JavaScript error has no position; it is reported with its first position in the project's own code. */
function notStarted({ folder }: LoadedNode, reason: unknown, root: string): CliError {
  const isPlanned = isOnexError(reason) || reason instanceof CliError;
  const frame = !isPlanned && reason instanceof Error ? userFrame(reason.stack, root) : null;
  const where = frame === null ? '' : ` (${frame})`;
  return new CliError(`${folder.name} does not start: ${errorText(reason)}${where}`, { cause: reason });
}

async function launch(
  { NodeClass, settings, config }: ConfiguredNode,
  transport: EventTransport,
  logger: Logger,
): Promise<LaunchedNode> {
  return launchNode(NodeClass, {
    settings,
    config,
    transport,
    logger,
    // The bus is empty at each start. State from before would wait for answers that never come.
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
