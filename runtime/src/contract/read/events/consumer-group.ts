import { at, firstPlace, isMapping, warn, type Place, word } from '../values/index.ts';
import { bareTopic } from './bare-topic.ts';

/** Names that Kafka's tools and our metrics show unchanged. */
const GROUP = /^[\w.:-]{1,249}$/;

/** `event_bus.consumer_group`, otherwise the one beside the older `event_bus.subscribe.topic`; null when absent. */
export function readConsumerGroup(root: Place): string | null {
  const bus = at(root, 'event_bus');
  if (!isMapping(bus.value)) return null;
  const subscribe = at(bus, 'subscribe');
  const place = firstPlace([bus, 'consumer_group'], [subscribe, 'consumer_group']);
  const written = place === null ? null : word(place);
  if (place === null || written === null) return null;
  const group = bareTopic(written);
  if (GROUP.test(group)) return group;
  warn(
    place,
    'is not a valid consumer group (letters A–Z and a–z, digits, ".", "_", "-", at most 249); the runtime uses its default',
  );
  return null;
}
