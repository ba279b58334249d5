import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { obeysTopicRule } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import type { Naming } from './find-node.ts';
import type { Target } from './target.ts';

/** A topic, wherever contracts of the project name it. */
export function topicTarget(from: string, to: string, { nodes }: Naming): Target {
  const topics = new Set(
    nodes.flatMap(({ versions }) =>
      versions.flatMap(({ read: { topics: all, workflow } }) => [
        ...[...all.subscribe, ...all.publish].map(({ topic }) => topic),
        ...all.deadLetter,
        ...Object.values(workflow?.eventTopics ?? {}),
        ...(workflow?.steps ?? []).flatMap((step) => [
          step.commandTopic,
          step.completedTopic,
          step.failedTopic,
        ]),
      ]),
    ),
  );
  if (!topics.has(from))
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `No contract of the project names the topic ${quote(from)}.${didYouMeanOrList(from, [...topics])}`,
    );
  if (!obeysTopicRule(to))
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `The topic ${quote(to)} is not of the form onex.<kind>.<producer>.<event-name>.v<N>, such as onex.evt.billing.payment-completed.v1`,
    );
  if (from === to) throw new UserError('ERR_ONEX_ALREADY_EXISTS', `${quote(from)} already has this name`);
  if (topics.has(to))
    throw new UserError(
      'ERR_ONEX_ALREADY_EXISTS',
      `The topic ${quote(to)} is in use already: messages of two kinds would be mixed`,
    );
  if (from.split('.')[1] !== to.split('.')[1])
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `${quote(to)} is of a different kind than ${quote(from)}; a rename keeps the second segment`,
    );
  return { kind: 'topic', from, to };
}
