import type { Admin } from 'kafkajs';

/** Kafka's number for topics among the resources that have a configuration. */
const TOPIC = 2;
const NAMES = ['cleanup.policy', 'retention.ms', 'segment.ms'];

/**
 * How long a record can stay on each topic, in ms. Null if there is no limit. A broker removes a whole segment when the
 * newest record in it is older than `retention.ms`, so a record can stay for `segment.ms` longer.
 */
export async function topicRetention(
  admin: Pick<Admin, 'describeConfigs'>,
  topics: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [...new Set(topics)].map((name) => ({ type: TOPIC, name, configNames: NAMES })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => {
      const values = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]));
      return [resourceName, retentionOf(values)];
    }),
  );
}

function retentionOf(values: ReadonlyMap<string, string>): number | null {
  const policies = (values.get('cleanup.policy') ?? 'delete').split(',').map((policy) => policy.trim());
  const retention = Number(values.get('retention.ms') ?? -1);
  const segment = Number(values.get('segment.ms') ?? 0);
  return policies.includes('delete') && retention >= 0 ? retention + Math.max(0, segment) : null;
}
