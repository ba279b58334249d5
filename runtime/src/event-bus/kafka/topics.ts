import type { Admin, ITopicConfig } from 'kafkajs';
import type { TopicConfig } from '../../contract/model.ts';

export interface TopicCreation {
  /** Absent: the broker's default. */
  readonly partitions?: number;
  readonly replication?: number;
  /** What the contract says of single topics; numbers of the environment have precedence. */
  readonly configs?: ReadonlyMap<string, TopicConfig>;
}

/** Which of the topics are not there, after making them if asked. */
export async function missingTopics(
  admin: Admin,
  topics: readonly string[],
  creation: TopicCreation | null,
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
  await admin.createTopics({ topics: configs, waitForLeaders: true });
  return [];
}
