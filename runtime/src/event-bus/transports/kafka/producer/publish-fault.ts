import { NodeFault, type OnexError, isNodeFault } from '../../../../errors/index.ts';
import { missingText } from '../cluster/index.ts';
import { isMissingTopic, isRefused, isTooLarge, isTopicForbidden, toBusError } from '../kafkajs/index.ts';

/**
 * Why records were not published.
 * - `refused`: the broker can never accept one of them.
 * - `unknown`: the broker does not know the topic or partition, or forbids it. kafkajs may mean another topic that it
 *   before.
 * - `forbidden`: a person must change a setting first.
 * - `passing`: the next attempt may succeed.
 */
export interface PublishFault {
  readonly kind: 'refused' | 'unknown' | 'forbidden' | 'passing';
  readonly error: OnexError;
  /** The broker forbids the topic. */
  readonly isForbidden: boolean;
  /** The batch was larger than the broker accepts. */
  readonly isTooLarge: boolean;
}

/** `principal` is the client's principal at the broker. An error about a missing right names it. */
export function toPublishFault(thrown: unknown, topic: string, principal: string): PublishFault {
  const doing = `publishing to ${topic} failed`;
  const error = isTopicForbidden(thrown)
    ? new NodeFault('EVENT_BUS_ERROR', `${doing}: ${missingText(principal, [`WRITE on topic ${topic}`])}`, {
        cause: thrown,
      })
    : toBusError(thrown, doing);
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
