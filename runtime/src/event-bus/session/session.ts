import {
  type ConsulClient,
  type NodeProfile,
  type PlatformEvent,
  createAnnouncer,
  createSilence,
  flowCounterOf,
  registerHost,
  startLogPublisher,
  startEvents,
  startTicker,
  stopEvents,
} from '../../discovery/index.ts';
import { type Backoff, DEFAULT_BACKOFF, persist } from '../retry/index.ts';
import type { DeduplicationStore } from '../stores/deduplication/index.ts';
import type { DeliveryCounts } from '../stores/delivery-counts/index.ts';
import { errorText } from '../../errors/index.ts';
import { createPublisher, type EventPublisher } from '../publisher/index.ts';
import { type Consumer, type DispatchingNode, createMessageHandler } from '../delivery/index.ts';
import { countingFlow, type BusMetrics, type BusLogger, problemLines } from '../observability/index.ts';
import { neededTopics } from './needed-topics.ts';
import { observed, type EventTransport } from '../transports/index.ts';
import { createProblemLog } from '../../health/problem-log.ts';
import { ownerKey } from '../../state/index.ts';
import { type ConsumerCondition, conditionSource } from '../readiness/index.ts';
import { answerIntrospectionRequests, nodeGroups, startNodeConsumers } from './subscriptions.ts';
import { finishWork } from './finish-work.ts';
import { createTopicWatch } from './topic-watch.ts';
import { INTROSPECTION_REQUEST_TOPICS, type WireForm } from '../wire/index.ts';
import { CLOSE_LIMIT_MS, within } from '../../values/async/index.ts';

export interface SessionOptions {
  readonly transport: EventTransport;
  readonly profile: NodeProfile;
  /** Null for a class that only announces itself and publishes. */
  readonly node: DispatchingNode | null;
  /** Null if there is no node. Nothing is deduplicated then. */
  readonly deduplication: DeduplicationStore | null;
  /** Called when the bus is connected, before the first message. */
  readonly prepare?: () => Promise<void>;
  /** Where deliveries are counted. If absent or null, they are not counted. */
  readonly deliveries?: DeliveryCounts | null;
  /** Maximum number of processes that may end while they handle one message. */
  readonly maxDeliveries?: number;
  readonly metrics: BusMetrics;
  readonly logger: BusLogger;
  /** Null: the host is not registered in Consul. */
  readonly consul: ConsulClient | null;
  readonly heartbeatMs: number;
  /** Events of the platform that the host publishes besides introspections and heartbeats. Default: none. */
  readonly platformEvents?: readonly PlatformEvent[];
  /** Maximum number of messages in the node's handlers at once. */
  readonly concurrency: number;
  /** Whether each version of the node has a consumer group of its own. */
  readonly groupPerVersion: boolean;
  /** Attempts at a message while something is unavailable, before its consumer leaves its group. */
  readonly maxTries: number;
  /** Default: the form that all readers accept. */
  readonly form?: WireForm;
  readonly backoff?: Backoff;
  /** Pauses before a consumer that left its group joins it again. */
  readonly rejoin?: Backoff;
  /** Called with the reason why the host is not ready, by source, and with null when the reason ends. */
  readonly onProblem: (source: string, problem: string | null) => void;
  /** Called in the same way for a problem that leaves the host ready. */
  readonly onDegraded: (source: string, problem: string | null) => void;
}

/** One host on the bus, from the first connection to the last acknowledgement. */
export interface Session {
  readonly publisher: EventPublisher;
  /** In memory: resolves when everything runs, or throws. Kafka: continues in the background until everything runs. */
  open(): Promise<void>;
  /** Finishes work in progress, announces the shutdown, and releases the bus. The transport itself stays open. */
  close(): Promise<void>;
}

export function createSession(options: SessionOptions): Session {
  const { profile, node, logger, heartbeatMs, onProblem, onDegraded, consul } = options;
  const { backoff = DEFAULT_BACKOFF, platformEvents = [] } = options;
  const flow = flowCounterOf(node?.contract ?? null, platformEvents);
  const metrics = flow === null ? options.metrics : countingFlow(options.metrics, flow);
  const transport = observed(options.transport, metrics, () => void (joined && topics.look()));
  const stopping = new AbortController();
  const running: { stop(): Promise<void> }[] = [];
  const consumers: Consumer[] = [];
  let deregister = async (): Promise<void> => {};
  let joined = false;
  let announced = false;
  let logPublisher: { stop(): Promise<void> } | null = null;
  let opening: Promise<unknown> = Promise.resolve();

  const announcer = createAnnouncer({
    profile,
    publish: (announcement) => publisher.publish(announcement),
    activeOperations: () => consumers.reduce((sum, consumer) => sum + consumer.active(), 0),
    ...(flow !== null && { closeWindow: () => flow.close(profile.nodeId, new Date()) }),
  });
  /** The node works without answering requests. A mesh without a registry has none of their topics. */
  const notices = createProblemLog(problemLines(logger, 'info'));
  const publisher = createPublisher({
    transport,
    serviceName: profile.serviceName,
    introspect: announcer.introspect,
    ...(options.form && { writer: { nodeName: profile.nodeName, form: options.form } }),
  });

  /** A missing topic is a problem of its own. It is reported once, before anything fails because of it. */
  const topics = createTopicWatch({
    transport,
    needed: neededTopics(node, platformEvents),
    optional: INTROSPECTION_REQUEST_TOPICS,
    signal: stopping.signal,
    backoff,
    onProblem: (problem) => onProblem('event-bus', problem),
  });

  /** What begins only after the session was closed, as on a bus that answers late, ends at once. */
  const run = async (part: { stop(): Promise<void> }): Promise<void> => {
    if (stopping.signal.aborted) await part.stop();
    else running.push(part);
  };

  const steps = {
    async consume() {
      const { deduplication } = options;
      if (node === null || deduplication === null || stopping.signal.aborted) return;
      await options.prepare?.();
      for (const { group, topics: read } of nodeGroups({ ...options, node })) flow?.register(group, read);
      const handle = createMessageHandler({
        ...options,
        metrics,
        deduplication,
        transport,
        node,
        serviceName: profile.serviceName,
        owner: ownerKey({
          environment: profile.environment,
          service: profile.serviceName,
          node: node.contract.name,
        }),
        backoff,
      });
      const started = await startNodeConsumers({ ...options, transport, node, handle });
      if (stopping.signal.aborted) {
        await Promise.all(started.map((consumer) => consumer.stop()));
        return;
      }
      consumers.push(...started);
      node.setOutputSink?.(
        async (outputs, cause) => {
          await publisher.publishAll(outputs, cause);
        },
        { durable: transport.durable },
      );
    },
    async listen() {
      const answer = (correlationId?: string): Promise<void> =>
        announcer.introspect('request', correlationId);
      const onProblem = (problem: string | null, condition: ConsumerCondition): void =>
        notices.set(conditionSource('introspection requests', condition), problem);
      await run(await answerIntrospectionRequests({ transport, profile, answer, logger, onProblem }));
    },
    register() {
      if (consul === null) return;
      const onProblem = (problem: string | null): void => onDegraded('consul', problem);
      deregister = registerHost({ consul, profile, intervalMs: heartbeatMs, logger, onProblem });
    },
    async announce() {
      await announcer.introspect('startup');
      announced = true;
      // The contract is registered once. A node works without that registration, too.
      const events = publisher.publishAll(startEvents(profile, platformEvents)).catch((error: unknown) => {
        logger.warn({ error }, 'platform events of the start not published');
      });
      if (!transport.opensInBackground) await events;
      logPublisher = startLogPublisher(platformEvents, { profile, publisher, logger });
      const silence = createSilence(heartbeatMs);
      const beat = async (): Promise<void> => {
        if (silence.isLong()) {
          await announcer.introspect('heartbeat');
          silence.end();
        }
        await announcer.beat();
        silence.end();
        metrics.heartbeat();
        onDegraded('heartbeat', null);
      };
      await run(
        startTicker(heartbeatMs, beat, (error) => {
          if (!stopping.signal.aborted) onDegraded('heartbeat', `not published: ${errorText(error)}`);
        }),
      );
    },
  };

  const openNow = async (): Promise<void> => {
    await transport.connect();
    await steps.listen();
    await steps.consume();
    await steps.announce();
  };

  const openInBackground = async (): Promise<void> => {
    const { signal } = stopping;
    const needed = async (source: string, work: () => Promise<void>): Promise<void> => {
      await persist(work, { signal, backoff, onProblem: (error) => onProblem(source, error.message) });
      if (!signal.aborted) onProblem(source, null);
    };
    onProblem('event-bus', 'connecting');
    await needed('event-bus', async () => {
      await transport.connect();
      await topics.require();
      await steps.consume();
    });
    joined = true;
    await Promise.all([
      needed('introspection', steps.announce),
      persist(steps.listen, {
        signal,
        backoff: { ...backoff, maxMs: 60_000 },
        onProblem: (error) => notices.set('introspection requests', error.message),
      }).then(() => notices.set('introspection requests', null)),
    ]);
  };

  const stopAll = async (): Promise<void> => {
    const stopping = consumers.splice(0);
    const stopped = Promise.all(stopping.map((consumer) => consumer.stop()));
    await finishWork({
      node,
      stopped,
      logger,
      active: () => stopping.reduce((sum, consumer) => sum + consumer.active(), 0),
    });
    node?.setOutputSink?.(null);
    await within(CLOSE_LIMIT_MS, Promise.all(running.splice(0).map((part) => part.stop())));
  };

  return {
    publisher,
    async open() {
      steps.register();
      if (transport.opensInBackground) {
        opening = openInBackground().catch((error: unknown) =>
          logger.error({ error }, 'event bus not opened'),
        );
        return;
      }
      try {
        await openNow();
      } catch (error) {
        await Promise.all([deregister(), stopAll()]);
        throw error;
      }
    },
    async close() {
      stopping.abort();
      notices.close();
      // From now on, a message that is interrupted is not a suspect.
      const uncounted = options.deliveries?.shutDown();
      // First, because nobody must send here any more, and in parallel, because the other steps must not wait for it.
      const deregistered = deregister();
      await within(CLOSE_LIMIT_MS, opening);
      await stopAll();
      if (announced) {
        const shutdownAnnouncement = announcer.introspect('shutdown').catch((error: unknown) => {
          logger.warn({ error }, 'shutdown not announced');
        });
        const events = publisher.publishAll(stopEvents(profile, platformEvents)).catch((error: unknown) => {
          logger.warn({ error }, 'platform events of the shutdown not published');
        });
        await within(CLOSE_LIMIT_MS, Promise.all([shutdownAnnouncement, events, logPublisher?.stop()]));
      }
      await Promise.all([deregistered, uncounted]);
    },
  };
}
