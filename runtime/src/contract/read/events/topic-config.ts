import type { TopicConfig } from '../../model.ts';
import {
  at,
  entries,
  expectMapping,
  firstOf,
  forPeople,
  isAbsent,
  warn,
  type Place,
  number,
} from '../values/index.ts';

/** `topic_config` of a topic: `{partitions, replication_factor, kafka_config}`, for `--create-topics`; null when absent. */
export function readTopicConfig(place: Place): TopicConfig | null {
  if (!expectMapping(place)) return null;
  forPeople(place, 'version', 'description');
  const retention = at(place, 'retention_ms');
  const retained = number(retention, { min: -1, integer: true });
  return {
    partitions: number(firstOf(place, 'partitions', 'num_partitions'), {
      min: 1,
      max: 100_000,
      integer: true,
    }),
    replication: number(at(place, 'replication_factor'), { min: 1, max: 100, integer: true }),
    settings: {
      ...(retained !== null && { 'retention.ms': String(retained) }),
      ...settingsAt(firstOf(place, 'kafka_config', 'config', 'configs')),
    },
  };
}

function settingsAt(place: Place): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries(place).flatMap(([name, item]) => {
      if (isAbsent(item)) return [];
      if (typeof item.value !== 'object') return [[name, String(item.value)] as const];
      warn(item, 'expected the text or number of a setting of Kafka; it has no effect');
      return [];
    }),
  );
}
