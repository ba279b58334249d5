import { type OnexError, isNodeFault } from '../../../errors/index.ts';
import { isMissingTopic, isRefused, isTooLarge, isTopicForbidden, toBusError } from '../kafka-error.ts';

/**
 * Why records are not published.
 * - `refused`: the broker can never take one of them.
 * - `unknown`: the broker knows no such topic or partition, or forbids it; kafkajs may mean another topic that it used
 *   before.
 * - `forbidden`: a person must change a setting first.
 * - `passing`: the next attempt may succeed.
 */
export interface PublishFault {
  readonly kind: 'refused' | 'unknown' | 'forbidden' | 'passing';
  readonly error: OnexError;
  /** The broker forbids the topic. */
  readonly isForbidden: boolean;
  /** The batch was larger than the broker takes. */
  readonly isTooLarge: boolean;
}

export function toPublishFault(thrown: unknown, topic: string): PublishFault {
  const error = toBusError(thrown, `publishing to ${topic} failed`);
  return {
    kind: kindOf(thrown, error),
    error,
    isForbidden: isTopicForbidden(thrown),
    isTooLarge: isTooLarge(thrown),
  };
}

function kindOf(thrown: unknown, error: OnexError): PublishFault['kind'] {
  if (isMissingTopic(thrown) || isTopicForbidden(thrown)) return 'unknown';
  if (isRefused(thrown)) return 'refused';
  return isNodeFault(error) ? 'forbidden' : 'passing';
}
