import type { Backoff } from '../retry/index.ts';
import { OnexError } from '../../errors/index.ts';
import {
  type NodeProfile,
  announcesRegistry,
  parseIntrospectionRequest,
  limitAnnouncements,
} from '../../discovery/index.ts';
import {
  type Consumer,
  type DispatchingNode,
  type MessageHandler,
  startConsumer,
} from '../delivery/index.ts';
import { type Purpose, topicsByPurpose } from './consumed-topics.ts';
import type { BusLogger } from '../observability/index.ts';
import { type ConsumerCondition, conditionSource } from '../readiness/index.ts';
import { describeMissing } from './topic-watch.ts';
import type { AssignmentChange, EventTransport, Subscription } from '../transports/index.ts';
import {
  type GroupName,
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
  consumerGroup,
  groupOf,
  groupPrefix,
  versionText,
} from '../wire/index.ts';

export interface NodeConsumersOptions {
  readonly transport: EventTransport;
  readonly node: DispatchingNode;
  readonly profile: NodeProfile;
  readonly handle: MessageHandler;
  readonly logger: BusLogger;
  readonly onProblem: (source: string, problem: string | null) => void;
  readonly rejoin?: Backoff;
  /** Whether each version of the node has a group of its own, and so handles every message. */
  readonly groupPerVersion: boolean;
}

/** The node's topics by the consumer group that reads them. */
export function nodeGroups(
  options: Pick<NodeConsumersOptions, 'node' | 'profile' | 'groupPerVersion'>,
): readonly { readonly group: string; readonly topics: readonly string[] }[] {
  return [...topicsByPurpose(options.node)].map(([purpose, topics]) => ({
    group: groupOf(options.node.contract, groupName(options, purpose)),
    topics,
  }));
}

/**
 * Consumers of a node's own topics: commands and events from the first unhandled record of the group, and platform
 * topics from the present on, because earlier announcements may be outdated.
 */
export async function startNodeConsumers(options: NodeConsumersOptions): Promise<readonly Consumer[]> {
  const { node } = options;
  const started: Consumer[] = [];
  try {
    for (const [purpose, topics] of topicsByPurpose(node))
      started.push(await start(options, purpose, topics));
  } catch (error) {
    await Promise.all(started.map((consumer) => consumer.stop()));
    throw error;
  }
  return started;
}

function groupName(
  { profile, groupPerVersion }: Pick<NodeConsumersOptions, 'profile' | 'groupPerVersion'>,
  purpose: Purpose,
): GroupName {
  return {
    environment: profile.environment,
    service: profile.serviceName,
    nodeName: profile.nodeName,
    purpose,
    version: groupPerVersion ? profile.nodeVersion : null,
  };
}

function start(
  options: NodeConsumersOptions,
  purpose: Purpose,
  topics: readonly string[],
): Promise<Consumer> {
  const { transport, node, profile, handle, logger, onProblem, rejoin, groupPerVersion } = options;
  const name = groupName(options, purpose);
  const onVersions = (versions: readonly string[]): void => {
    const [newest, ...earlier] = versions;
    if (earlier.length === 0 || purpose !== 'consume') return;
    logger.warn(
      { versions },
      `versions ${versions.join(' and ')} of ${profile.nodeName} run at once; new messages go to ${newest}`,
    );
  };
  return startConsumer({
    transport,
    subscription: {
      groupId: groupOf(node.contract, name),
      takeOver: groupPrefix(name),
      joinEarlier: !groupPerVersion && node.contract.consumerGroup === null,
      ...(!groupPerVersion && { version: versionText(profile.nodeVersion), onVersions }),
      topics: [...new Set(topics)],
      onTopicChange: (change) => logger.warn(change),
      onAssignment: (change) =>
        logger.info({ group: groupOf(node.contract, name), ...change }, rebalanceText(change)),
      from: purpose === 'consume' ? 'earliest' : 'latest',
    },
    handle,
    logger,
    onProblem: (problem, condition) => onProblem(conditionSource(purpose, condition), problem),
    ...(rejoin && { rejoin }),
  });
}

function rebalanceText({ gained, lost, assigned }: AssignmentChange): string {
  return `partitions were assigned: ${gained.length} gained, ${lost.length} lost, ${assigned.length} in all`;
}

export interface RequestsOptions {
  readonly transport: EventTransport;
  readonly profile: NodeProfile;
  /** Answers one request, with its correlation ID if it has one. */
  readonly answer: (correlationId: string | undefined) => Promise<void>;
  readonly logger: BusLogger;
  /** Called with the reason why no requests are received, and with null when they are received again. */
  readonly onProblem: (problem: string | null, condition: ConsumerCondition) => void;
}

/**
 * Listens for requests to introspect, on the topics for them that exist, and for the introspections of registries.
 * Every instance has a group of its own, because each has to answer. @throws OnexError EVENT_BUS_ERROR if none of the
 * topics for requests exists.
 */
export async function answerIntrospectionRequests(options: RequestsOptions): Promise<Subscription> {
  const { transport, profile, answer, logger, onProblem } = options;
  const missing = new Set(await transport.missingTopics(INTROSPECTION_REQUEST_TOPICS));
  const topics = INTROSPECTION_REQUEST_TOPICS.filter((topic) => !missing.has(topic));
  if (topics.length === 0)
    throw new OnexError('EVENT_BUS_ERROR', await describeMissing(transport, [...missing]));
  const announceAgain = limitAnnouncements(() => answer(undefined));
  return transport.subscribe({
    groupId: consumerGroup({
      environment: profile.environment,
      service: profile.serviceName,
      nodeName: profile.nodeName,
      purpose: `introspect-${profile.nodeId}`,
      version: profile.nodeVersion,
    }),
    topics: [...topics, INTROSPECTION_TOPIC],
    from: 'latest',
    async handle(record) {
      if (record.topic === INTROSPECTION_TOPIC) {
        if (announcesRegistry(record.value, profile.nodeId)) await announceAgain();
        return;
      }
      const request = parseIntrospectionRequest(record.value);
      if (request === null) logger.debug({ topic: record.topic }, 'not a request to introspect');
      else if (request.targetNodeId === null || request.targetNodeId === profile.nodeId) {
        await answer(request.correlationId ?? undefined);
      }
    },
    onError: (error) => logger.debug({ error }, 'request to introspect not answered'),
    onProblem,
  });
}
