import type { Admin, ITopicConfig } from 'kafkajs';
import type { TopicConfig } from '../../../../contract/model.ts';
import { isMissingTopic, isTopicForbidden } from '../kafkajs/index.ts';

export interface TopicCreation {
  /** Default: the broker's default. */
  readonly partitions?: number;
  readonly replication?: number;
  /** Settings of the contract for single topics. The numbers of the environment have precedence. */
  readonly configs?: ReadonlyMap<string, TopicConfig>;
}

/**
 * The topics that do not exist, after creating them if requested.
 * @throws an error that names each topic that cannot be created, its numbers, and the broker's reason.
 */
export async function missingTopics(
  admin: Admin,
  topics: readonly string[],
  creation: TopicCreation | null,
  principal: string,
): Promise<readonly string[]> {
  const existing = new Set(await admin.listTopics());
  const missing = [...new Set(topics)].filter((topic) => !existing.has(topic));
  if (missing.length === 0 || creation === null) return missing;
  const configs = missing.map((topic): ITopicConfig => {
    const config = creation.configs?.get(topic);
    const settings = Object.entries(config?.settings ?? {});
    return {
      topic,
      // -1 is the broker's own default.
      numPartitions: creation.partitions ?? config?.partitions ?? -1,
      replicationFactor: creation.replication ?? config?.replication ?? -1,
      ...(settings.length > 0 && { configEntries: settings.map(([name, value]) => ({ name, value })) }),
    };
  });
  try {
    await admin.createTopics({ topics: configs, waitForLeaders: true });
  } catch (error) {
    const failure = creationFailure(error, configs, principal);
    if (failure !== null) throw failure;
  }
  return [];
}

/**
 * The topics that the client may not see, so each of them may exist. A broker omits them from its list and does not
 * describe them by name, whether they exist or not.
 */
export async function hiddenTopics(admin: Admin, topics: readonly string[]): Promise<readonly string[]> {
  const isHidden = async (topic: string): Promise<boolean> => {
    try {
      await admin.fetchTopicMetadata({ topics: [topic] });
      return false;
    } catch (error) {
      if (isTopicForbidden(error)) return true;
      if (isMissingTopic(error)) return false;
      throw error;
    }
  };
  const hidden = await Promise.all(topics.map(isHidden));
  return topics.filter((_, index) => hidden[index]);
}

/** The client reports only that several topics failed. Null if other nodes created all of them meanwhile. */
function creationFailure(error: unknown, configs: readonly ITopicConfig[], principal: string): unknown {
  const { errors } = error as { errors?: unknown };
  if (!Array.isArray(errors) || errors.length === 0) return error;
  const failed = (errors as readonly TopicError[]).filter(({ type }) => type !== 'TOPIC_ALREADY_EXISTS');
  const [first] = failed;
  if (first === undefined) return null;
  const reasons = failed.map(({ topic, type, message }) => {
    if (type === 'TOPIC_AUTHORIZATION_FAILED')
      return `${principal} has no right to CREATE on topic ${topic}: grant it, or DESCRIBE if the topic exists`;
    const config = configs.find((candidate) => candidate.topic === topic);
    return `${topic} with ${describe(config)} cannot be created (${message})`;
  });
  return Object.assign(new Error(reasons.join('; ')), { type: first.type });
}

interface TopicError extends Error {
  readonly type?: string;
  readonly topic?: string;
}

function describe(config: ITopicConfig | undefined): string {
  const { numPartitions = -1, replicationFactor = -1, configEntries = [] } = config ?? {};
  const count = (number: number): string => (number === -1 ? "the broker's default" : String(number));
  const settings = configEntries.map(({ name, value }) => `${name} ${value}`);
  return [`partitions: ${count(numPartitions)}`, `replicas: ${count(replicationFactor)}`, ...settings].join(
    ', ',
  );
}
