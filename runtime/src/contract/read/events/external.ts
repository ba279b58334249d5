import type { ExternalTopics } from '../../model.ts';
import { at, firstOf, forPeople, isMapping, items, type Place } from '../values/index.ts';
import { topicWord } from './bare-topic.ts';

/** Topics that systems outside the mesh read or publish: nobody in it has to. */
export function readExternalTopics(root: Place): ExternalTopics {
  return {
    consumed: topicsAt(at(root, 'externally_consumed_topics')),
    produced: topicsAt(at(root, 'externally_produced_topics')),
  };
}

function topicsAt(place: Place): readonly string[] {
  return items(place, { single: true }).flatMap((item) => {
    if (!isMapping(item.value)) return topicWord(item) ?? [];
    forPeople(item, 'producer', 'consumer', 'producers', 'consumers', 'description', 'reason', 'version');
    return topicWord(firstOf(item, 'topic', 'name')) ?? [];
  });
}
