import {
  type NodeProfile,
  acquireInstanceId,
  createConsulClient,
  nodeIdOf,
  platformEventsOf,
} from '../discovery/index.ts';
import { closeAll } from '../errors/index.ts';
import type { Backoff } from './backoff.ts';
import { createBusMetrics } from './bus-metrics.ts';
import type { BusSettings } from './bus-settings.ts';
import { settingsOfFields } from './host-settings.ts';
import { chooseTransport } from './choose-transport.ts';
import type { DeduplicationStore } from './deduplication/index.ts';
import { isDispatchingNode } from './delivery/index.ts';
import { createProblemLog } from '../health/problem-log.ts';
import { contractOf, identityOf } from './host-profile.ts';
import { hostServices } from './host-services.ts';
import type { EventBusHost, NodeIdentity } from './host.ts';
import { type BusLogger, consoleLogger } from './logger.ts';
import { type Session, createSession } from './session.ts';
import { openNodeStores } from './node-stores.ts';
import type { EventTransport } from './transport.ts';
import { wireFormOf } from './wire/index.ts';
import { problemLines } from './problem-lines.ts';
import { LONGEST_TIMER, withoutEmpty } from '../values/index.ts';

/** What a caller may give instead of what is found in the host, its container and the environment. */
export interface OpenOptions {
  readonly transport?: EventTransport;
  readonly settings?: Partial<BusSettings>;
  readonly logger?: BusLogger;
  readonly deduplication?: DeduplicationStore;
  /** Absolute URL of the health endpoint as others reach it. */
  readonly healthUrl?: string | null;
  /** Default: `ONEX_HEARTBEAT_SECONDS`, else 30 s. */
  readonly heartbeatMs?: number;
  /** Tries of a message while something is away, before its consumer stops. Default 8, about 13 s. */
  readonly maxTries?: number;
  /** Pauses between those tries. */
  readonly backoff?: Backoff;
  /** Pauses before a stopped consumer joins its group again. Default 15 s, growing to 5 min. */
  readonly rejoin?: Backoff;
  readonly environment?: NodeJS.ProcessEnv;
}

interface OpenBus {
  /** To what closes it; to null when there is no bus to be on. */
  readonly opened: Promise<(() => Promise<void>) | null>;
  closed?: Promise<void>;
}

const buses = new WeakMap<EventBusHost, OpenBus>();

/**
 * Puts a host on the event bus: fills its fields, announces it, and, when it is a node of the runtime, gives it the
 * messages of its topics. Opening twice is harmless. What was opened is closed again when opening fails.
 * @throws OnexError CONFIGURATION_ERROR for an unknown name in `ONEX_PLATFORM_EVENTS`. EVENT_BUS_ERROR when the in-memory
 * bus refuses; with Kafka the node is started not ready and goes on trying in the background.
 */
export async function openEventBus(
  host: EventBusHost,
  identity?: NodeIdentity,
  options: OpenOptions = {},
): Promise<void> {
  let bus = buses.get(host);
  // What is being closed is no bus to be on: wait for its end, then open another.
  for (; bus?.closed !== undefined; bus = buses.get(host)) await closeEventBus(host).catch(() => {});
  if (bus === undefined) {
    bus = { opened: open(host, identity, options) };
    buses.set(host, bus);
  }
  try {
    await bus.opened;
  } catch (error) {
    if (buses.get(host) === bus) buses.delete(host);
    throw error;
  }
}

/** Finishes what is in hand, announces the shutdown, lets go of the bus. Harmless when it is not open. */
export async function closeEventBus(host: EventBusHost): Promise<void> {
  const bus = buses.get(host);
  if (bus === undefined) return;
  bus.closed ??= bus.opened.catch(() => null).then((close) => close?.());
  try {
    await bus.closed;
  } finally {
    if (buses.get(host) === bus) buses.delete(host);
  }
}

/** Resolves to what closes it. The fields are filled before messages come in. */
async function open(
  host: EventBusHost,
  givenIdentity: NodeIdentity | undefined,
  options: OpenOptions,
): Promise<(() => Promise<void>) | null> {
  const environment = withoutEmpty(options.environment ?? process.env);
  const platformEvents = platformEventsOf(environment);
  const services = hostServices(host);
  const identity = identityOf(host, givenIdentity);
  const logger = options.logger ?? services.logger ?? consoleLogger(identity.nodeName);
  const settings = {
    ...(services.settings ?? settingsOfFields(host, environment)),
    ...options.settings,
  };
  const node = isDispatchingNode(host) ? host : null;
  /** A node logs its problems itself. */
  const log = createProblemLog(problemLines(logger, 'warn'));
  const onProblem = (source: string, problem: string | null): void =>
    node === null ? log.set(source, problem) : node.setReadiness(source, problem);
  const onDegraded = (source: string, problem: string | null): void =>
    node?.setDegraded === undefined ? log.set(source, problem) : node.setDegraded(source, problem);

  const serviceName = settings.serviceName ?? host.serviceName;
  const instance = await acquireInstanceId({
    explicit: settings.instanceId ?? host.instanceId ?? null,
    stateDir: settings.stateDir,
    serviceName,
    nodeName: identity.nodeName,
  });
  if (!instance.stable) {
    logger.warn({ state_dir: settings.stateDir }, 'state directory not writable: set ONEX_INSTANCE_ID');
  }
  const profile: NodeProfile = {
    ...identity,
    nodeId: nodeIdOf(serviceName, identity.nodeName, instance.id),
    serviceName,
    environment: settings.environment,
    healthUrl: options.healthUrl ?? services.healthUrl,
    contract: contractOf(host),
  };
  const opened: { close(): Promise<void> }[] = [];
  const release = async (): Promise<void> => {
    log.close();
    host.isRunning = false;
    host.eventPublisher = undefined;
    const closers = opened.splice(0).map((each) => () => each.close());
    await closeAll([...closers, () => instance.release()]);
  };
  try {
    const chosen = await chooseTransport({
      given: options.transport ?? services.transport,
      settings,
      clientId: `${serviceName}.${identity.nodeName}.${instance.id}`,
      logger,
      environment,
      ...(node !== null && { topics: node.contract.topics }),
    });
    if ('problem' in chosen) {
      onProblem('event-bus', chosen.problem);
      logger.error(chosen.problem);
      await release();
      return null;
    }
    const { transport, owned, summary } = chosen;
    if (owned) opened.push(transport);
    const metrics = createBusMetrics(services.metrics);
    const given = options.deduplication ?? services.deduplication;
    const stores =
      node && (await openNodeStores({ node, given, transport, settings, profile, metrics, logger }));
    if (stores !== null) opened.push(stores);
    const { consulUrl: url } = settings;
    const session = createSession({
      transport,
      profile,
      node,
      deduplication: stores?.deduplication ?? null,
      ...(stores !== null && { prepare: stores.prepare }),
      metrics,
      logger,
      consul: url === null ? null : createConsulClient({ url, token: environment['CONSUL_HTTP_TOKEN'] }),
      heartbeatMs: options.heartbeatMs ?? heartbeatInterval(environment),
      platformEvents,
      deliveries: stores?.deliveries ?? null,
      maxDeliveries: settings.maxDeliveries,
      concurrency: node?.contract.serialized === true ? 1 : settings.concurrency,
      groupPerVersion: settings.groupPerVersion,
      maxTries: options.maxTries ?? 8,
      form: wireFormOf(environment),
      ...(options.backoff && { backoff: options.backoff }),
      ...(options.rejoin && { rejoin: options.rejoin }),
      onProblem,
      onDegraded,
    });
    fill(host, session, profile, instance.id);
    await session.open();
    host.isRunning = true;
    logger.info({ node_id: profile.nodeId, transport: transport.kind }, summary);
    return async () => {
      host.shutdownSignal.abort();
      await closeAll([() => session.close(), release]);
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function fill(host: EventBusHost, session: Session, profile: NodeProfile, instanceId: string): void {
  host.nodeId = profile.nodeId;
  host.instanceId = instanceId;
  host.serviceName = profile.serviceName;
  host.eventPublisher = session.publisher;
}

function heartbeatInterval(environment: NodeJS.ProcessEnv): number {
  const seconds = Number(environment['ONEX_HEARTBEAT_SECONDS']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_TIMER) : 30_000;
}
