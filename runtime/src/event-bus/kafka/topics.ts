import type { Admin, ITopicConfig } from 'kafkajs';

export interface TopicCreation {
  /** Absent: the broker's default. */
  readonly partitions?: number;
  readonly replication?: number;
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
  // -1 is the broker's own default.
  const numPartitions = creation.partitions ?? -1;
  const replicationFactor = creation.replication ?? -1;
  const configs = missing.map((topic): ITopicConfig => ({ topic, numPartitions, replicationFactor }));
  await admin.createTopics({ topics: configs, waitForLeaders: true });
  return [];
}
