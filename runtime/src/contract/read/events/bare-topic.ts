import { quote } from 'onex-cli-kit';
import { note, type Place, word } from '../values/index.ts';

/** `{env}.` and `{env}.{namespace}.`, also with `$` before the brace: older deployments put both before each topic. */
const PREFIX = /^\$?\{(?:env|environment|ENV|ENVIRONMENT)\}\.(?:\$?\{(?:namespace|NAMESPACE)\}\.)?(?=.)/;

/** A topic without the placeholder of an environment. */
export function bareTopic(topic: string): string {
  return topic.replace(PREFIX, '');
}

/** The topic at a place, without the placeholder of an environment; null when absent. */
export function topicWord(place: Place): string | null {
  const written = word(place);
  if (written === null) return null;
  const topic = bareTopic(written);
  if (topic !== written) note(place, `topics have no prefix here; ${quote(topic)} is used`);
  return topic;
}
