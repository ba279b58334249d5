import {
  type NodeProfile,
  acquireInstanceId,
  createConsulClient,
  nodeIdOf,
  platformEventsOf,
} from '../discovery/index.ts';
import { closeAll } from '../errors/index.ts';
import type { Backoff } from './retry/index.ts';
import { createBusMetrics, type BusLogger, consoleLogger, problemLines } from './observability/index.ts';
import type { BusSettings } from './settings/index.ts';
import {
  settingsOfEnvironment,
  settingsOfFields,
  contractOf,
  identityOf,
  hostServices,
  type EventBusHost,
  type NodeIdentity,
  type HostState,
  type OpenBus,
  addOpenHost,
  openHostLike,
  removeOpenHost,
  reportSecondIdentity,
  stateOf,
} from './hosts/index.ts';
import { chooseTransport, type EventTransport } from './transports/index.ts';
import type { DeduplicationStore } from './stores/deduplication/index.ts';
import { isDispatchingNode } from './delivery/index.ts';
import { createProblemLog } from '../health/problem-log.ts';
import { isRuntimeNode } from '../node/runtime-node.ts';
import { type Session, createSession } from './session/index.ts';
import { openNodeStores } from './stores/index.ts';
import { wireFormOf } from './wire/index.ts';
import { LONGEST_TIMER, withoutEmpty } from '../values/index.ts';

/** What a caller may give instead of the values found in the host, its container, and the environment. */
export interface OpenOptions {
  readonly transport?: EventTransport;
  readonly settings?: Partial<BusSettings>;
  readonly logger?: BusLogger;
  readonly deduplication?: DeduplicationStore;
  /** Absolute URL of the health endpoint, as other hosts reach it. */
  readonly healthUrl?: string | null;
  /** Default: `ONEX_HEARTBEAT_SECONDS`, else 30 s. */
  readonly heartbeatMs?: number;
  /**
   * Attempts at a message while something is unavailable, before its consumer leaves its group. Default 8, about 13 s.
   */
  readonly maxTries?: number;
  /** Pauses between those attempts. */
  readonly backoff?: Backoff;
  /** Pauses before a consumer that left its group joins it again. Default 15 s, growing to 5 min. */
  readonly rejoin?: Backoff;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Opens the event bus of an object, announces the object, and, if it is a runtime node, delivers it the messages of its
 * topics. Opening twice is harmless. If opening fails, everything that was opened is closed again. The state of an
 * object that is not a runtime node is stored by instance, and `eventBusOf` returns it; no member of the object is read
 * or written.
 * @param identity required unless the object is a runtime node
 * @throws OnexError INVALID_PARAMETER if the identity is missing. CONFIGURATION_ERROR for an unknown name in
 * `ONEX_PLATFORM_EVENTS`. EVENT_BUS_ERROR if the in-memory bus fails; with Kafka, the host is started and the
 * connection is retried in the background.
 */
export async function openEventBus(
  host: object,
  identity?: NodeIdentity,
  options: OpenOptions = {},
): Promise<void> {
  const state = stateOf(host);
  // A bus that is being closed cannot be used. Wait until it is closed, then open another.
  while (state.bus?.closed !== undefined) await closeEventBus(host).catch(() => {});
  if (state.bus === undefined) {
    state.wasOpened = true;
    const bus: OpenBus = { opened: open(host, state, identity, options) };
    state.bus = bus;
    addOpenHost(bus, host);
  } else reportSecondIdentity(state, identity);
  const { bus } = state;
  try {
    await bus.opened;
  } catch (error) {
    forget(state, bus);
    throw error;
  }
}

/**
 * Finishes work in progress, announces the shutdown, and closes the event bus of an object. Harmless if it is not open.
 * Reports an object whose bus was opened through a `Proxy` of it, or through an object created from it.
 */
export async function closeEventBus(host: object): Promise<void> {
  const state = stateOf(host);
  const { bus } = state;
  if (bus === undefined) {
    if (!state.wasOpened) reportOtherHost(host);
    return;
  }
  bus.closed ??= bus.opened
    .catch(() => null)
    .then((close) => {
      state.fields.shutdownSignal.abort();
      return close?.();
    });
  try {
    await bus.closed;
  } finally {
    forget(state, bus);
  }
}

function forget(state: HostState, bus: OpenBus): void {
  removeOpenHost(bus);
  if (state.bus === bus) delete state.bus;
}

function reportOtherHost(host: object): void {
  const other = openHostLike(host);
  if (other === null) return;
  stateOf(other.host).logger?.warn(
    `an object without an event bus was closed, but the event bus of an object related to it by ${other.relation} is ` +
      'open. The bus belongs to the object on which initialize() was called. Call shutdown() on that object.',
  );
}

/** Resolves to the function that closes the bus. The fields are filled before the first message is delivered. */
async function open(
  host: object,
  state: HostState,
  givenIdentity: NodeIdentity | undefined,
  options: OpenOptions,
): Promise<(() => Promise<void>) | null> {
  const environment = withoutEmpty(options.environment ?? process.env);
  const platformEvents = platformEventsOf(environment);
  const { fields } = state;
  const runtimeNode = isRuntimeNode(host) ? fields : null;
  const services = hostServices(runtimeNode ?? {});
  const identity = identityOf(runtimeNode, givenIdentity);
  const logger = options.logger ?? services.logger ?? consoleLogger(identity.nodeName);
  Object.assign(state, { identity, logger });
  if (fields.shutdownSignal?.signal.aborted !== false)
    Object.assign(fields, { shutdownSignal: new AbortController() });
  const settings = {
    ...(services.settings ??
      (runtimeNode === null
        ? settingsOfEnvironment(environment, identity.domain)
        : settingsOfFields(runtimeNode, environment))),
    ...options.settings,
  };
  const node = runtimeNode !== null && isDispatchingNode(runtimeNode) ? runtimeNode : null;
  /** A node logs its problems itself. */
  const log = createProblemLog(problemLines(logger, 'warn'));
  const onProblem = (source: string, problem: string | null): void =>
    node === null ? log.set(source, problem) : node.setReadiness(source, problem);
  const onDegraded = (source: string, problem: string | null): void =>
    node?.setDegraded === undefined ? log.set(source, problem) : node.setDegraded(source, problem);

  const { skipEventBus } = settings;
  const kafkaServers = skipEventBus ? null : settings.kafkaServers;
  const serviceName = settings.serviceName ?? runtimeNode?.serviceName ?? identity.nodeName;
  const given = options.transport ?? services.transport;
  // An ID that no other process sees need not survive a restart.
  const isPublic =
    (given === undefined ? kafkaServers !== null : given.durable) || settings.consulUrl !== null;
  const stateDir = runtimeNode !== null || isPublic ? settings.stateDir : null;
  const instance = await acquireInstanceId({
    explicit: settings.instanceId ?? runtimeNode?.instanceId ?? null,
    stateDir,
    serviceName,
    nodeName: identity.nodeName,
  });
  if (!instance.stable && stateDir !== null) {
    logger.warn(
      { state_dir: stateDir },
      `the state directory ${stateDir} cannot be written, so the node ID changes at each start: set ONEX_INSTANCE_ID, or set ONEX_STATE_DIR to a folder that you own`,
    );
  }
  const profile: NodeProfile = {
    ...identity,
    nodeId: nodeIdOf(serviceName, identity.nodeName, instance.id),
    serviceName,
    environment: settings.environment,
    healthUrl: options.healthUrl ?? services.healthUrl,
    contract: runtimeNode && contractOf(runtimeNode),
  };
  const opened: { close(): Promise<void> }[] = [];
  const release = async (): Promise<void> => {
    log.close();
    fields.isRunning = false;
    fields.eventPublisher = undefined;
    delete state.servers;
    const closers = opened.splice(0).map((each) => () => each.close());
    await closeAll([...closers, () => instance.release()]);
  };
  try {
    const chosen = await chooseTransport({
      given,
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
    const deduplication = options.deduplication ?? services.deduplication;
    const stores =
      node &&
      (await openNodeStores({ node, given: deduplication, transport, settings, profile, metrics, logger }));
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
    fill(fields, session, profile, instance.id);
    if (given === undefined && kafkaServers !== null) state.servers = kafkaServers;
    await session.open();
    fields.isRunning = true;
    logger.info({ node_id: profile.nodeId, transport: transport.kind }, summary);
    return () => closeAll([() => session.close(), release]);
  } catch (error) {
    await release();
    throw error;
  }
}

function fill(fields: EventBusHost, session: Session, profile: NodeProfile, instanceId: string): void {
  fields.nodeId = profile.nodeId;
  fields.instanceId = instanceId;
  fields.serviceName = profile.serviceName;
  fields.eventPublisher = session.publisher;
}

function heartbeatInterval(environment: NodeJS.ProcessEnv): number {
  const seconds = Number(environment['ONEX_HEARTBEAT_SECONDS']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_TIMER) : 30_000;
}
