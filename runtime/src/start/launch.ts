import { existsSync } from 'node:fs';
import { formatFinding } from '../contract/index.ts';
import { closeAll } from '../errors/index.ts';
import type { EventTransport } from '../event-bus/index.ts';
import { advertisedHealthUrl, isLoopback, startHealthServer, type HealthServer } from '../health/index.ts';
import type { Logger } from '../logging/index.ts';
import {
  CONFIG,
  Container,
  EVENT_TRANSPORT,
  HEALTH_URL,
  LIFECYCLE,
  LOGGER,
  METRICS,
  SETTINGS,
  type NodeBase,
  type Settings,
} from '../node/index.ts';
import { privacyProblem } from '../state/index.ts';
import { busState, reportBus } from './bus-state.ts';
import { timeLimitWarning } from './missing-timeout.ts';
import { type EventLoopWatch, watchEventLoop } from './watch/index.ts';

export type NodeClass<N extends NodeBase = NodeBase> = new (container: Container) => N;

export interface LaunchOptions {
  readonly settings: Settings;
  /** The node's configuration, parsed. */
  readonly config: unknown;
  readonly logger: Logger;
  /** Shared by several nodes of one process. */
  readonly transport?: EventTransport;
  /** Registers further services, before the node is created. */
  readonly services?: (container: Container) => void;
}

export interface LaunchedNode<N extends NodeBase = NodeBase> {
  readonly node: N;
  readonly container: Container;
  /** URL of `/health`, as others reach it. */
  readonly healthUrl: string;
  /**
   * Finishes work in progress, disconnects the node from the bus, and closes it. Resolves when all of this is done.
   * Calling it again is harmless.
   */
  stop(): Promise<void>;
}

/** Creates a node, serves its health, and initializes it. If that fails, what was opened is closed again. */
export async function launchNode<N extends NodeBase>(
  NodeClass: NodeClass<N>,
  { settings, config, logger, transport, services }: LaunchOptions,
): Promise<LaunchedNode<N>> {
  const container = new Container()
    .register(SETTINGS, { value: settings })
    .register(CONFIG, { value: config })
    .register(LOGGER, { value: logger });
  if (transport !== undefined) container.register(EVENT_TRANSPORT, { value: transport });
  services?.(container);
  const node = new NodeClass(container);
  node.setReadiness(LIFECYCLE, 'starting');

  let server: HealthServer | undefined;
  let loop: EventLoopWatch | undefined;
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopped ??= (async () => {
      node.setReadiness(LIFECYCLE, 'stopping');
      loop?.stop();
      await closeAll([() => node.shutdown(), () => server?.close(), () => container.dispose()]);
    })());
  try {
    const { host, port, advertiseHost } = settings;
    server = await startHealthServer({
      host,
      port,
      metrics: container.get(METRICS),
      health: () => {
        const detail = node.health();
        return { ...detail, details: { ...detail.details, event_bus: busState(node) } };
      },
    });
    const healthUrl = advertisedHealthUrl(host, advertiseHost, server.port);
    container.register(HEALTH_URL, { value: healthUrl });
    await node.initialize();
    reportContract(node);
    warnOfTimeLimits(node);
    reportBus(node);
    warnOfLoopback(node.logger, settings, healthUrl);
    warnOfOpenState(node.logger, settings);
    node.setReadiness(LIFECYCLE, null);
    loop = watchEventLoop({ owner: node, logger: node.logger, metrics: container.get(METRICS) });
    return { node, container, healthUrl, stop };
  } catch (error) {
    await stop().catch((failure: unknown) => logger.warn({ error: failure }, 'not closed cleanly'));
    throw error;
  }
}

/** All findings of the contract's reader, each with its place. */
function reportContract({ findings, logger }: NodeBase): void {
  for (const finding of findings) {
    const { severity, file, line, column } = finding;
    const text = formatFinding(finding);
    if (severity === 'note') logger.info({ file, line, column }, text);
    else logger.warn({ file, line, column }, text);
  }
}

function warnOfTimeLimits({ contract, logger }: NodeBase): void {
  const warning = timeLimitWarning(contract);
  if (warning !== null) logger.warn(warning);
}

function warnOfLoopback(logger: Logger, { consulUrl }: Settings, healthUrl: string): void {
  if (consulUrl === null || isLoopback(consulUrl) || !isLoopback(healthUrl)) return;
  logger.warn(
    { health: healthUrl },
    'Consul is on another host and cannot reach this health address; set --host and --advertise-host',
  );
}

function warnOfOpenState(logger: Logger, { stateDir }: Settings): void {
  const problem = existsSync(stateDir) ? privacyProblem(stateDir) : null;
  if (problem === null) return;
  logger.warn({ state_dir: stateDir }, `the state directory ${stateDir} ${problem.what}: ${problem.fix}`);
}
