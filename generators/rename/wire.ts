import type { Contract } from 'onex-runtime/contract';
import { newestOf, type NodeModel } from './contracts/index.ts';
import { movesOf, type Target } from './target/index.ts';

const list = (items: readonly string[]): string => [...new Set(items)].toSorted().join(', ');

/** Topics that a contract had before and has no longer, because they follow from the name. */
function lostTopics(before: Contract, after: Contract): string[] {
  const known = new Set([...after.topics.subscribe, ...after.topics.publish].map(({ topic }) => topic));
  return [...before.topics.subscribe, ...before.topics.publish]
    .map(({ topic }) => topic)
    .filter((topic) => !known.has(topic));
}

/** Topics of the workflow's own events follow from the name of its node, and subscribers have the old ones. */
function workflowEvents(before: Contract, after: Contract): string[] {
  const [old, now] = [before, after].map(({ workflow }) => Object.values(workflow?.eventTopics ?? {}));
  const lost = old!.filter((topic) => !now!.includes(topic));
  if (lost.length === 0) return [];
  return [
    `The workflow publishes its events to ${list(now!)}. Subscribers of ${list(lost)} no longer receive them. ` +
      'List the new topics under publish_topics in its contract, instead of the old ones.',
  ];
}

function ofNode(before: NodeModel, after: NodeModel): string[] {
  const [old, now] = [newestOf(before).read, newestOf(after).read];
  const lost = lostTopics(old, now);
  const stored =
    old.kind === 'orchestrator'
      ? 'Stored workflows belong to the old name: the renamed node does not see them. Wait until they have ended before you deploy it.'
      : old.kind === 'reducer'
        ? 'Stored entities belong to the old name: the renamed node starts without them.'
        : 'The record of answered messages belongs to the old name: a message that is delivered again is handled again.';
  return [
    `Consumer groups contain the name of the node. The group of ${now.name} has no offsets, so it reads its command and ` +
      'event topics from the earliest message. Stop the old node, and set the offsets of the new group before it starts ' +
      '(kafka-consumer-groups --reset-offsets).',
    stored,
    ...workflowEvents(old, now),
    ...(lost.length > 0
      ? [`Topics that follow from the name change: ${list(lost)}. Messages on them are no longer read.`]
      : []),
  ];
}

/** Describes what happens to messages in topics that are no longer published to. */
function oldMessages(topics: string, alias: boolean): string {
  return alias
    ? `Messages in ${topics} are still read, but not replies that a step of a workflow waits for: those are read under the new name only. When nothing publishes to the old topics, run onex remove NODE topic TOPIC.`
    : `Messages in ${topics} are no longer read. Wait until the consumer groups have read all messages before you deploy the new name, or use --alias.`;
}

/** How the old name remains valid. */
export interface Aliases {
  readonly alias: boolean;
  /** Whether `migrate.ts` reads the old state. */
  readonly isStateRead: boolean;
}

/**
 * Describes the effects of a rename on running nodes, messages on the broker, and stored state, for each name on the
 * wire.
 * @param before Nodes before and after, in the same order.
 */
export function wireEffects(
  target: Target,
  before: readonly NodeModel[],
  after: readonly NodeModel[],
  { alias, isStateRead }: Aliases,
): string[] {
  switch (target.kind) {
    case 'node':
    case 'domain': {
      const found = movesOf(target).flatMap(({ node, from, to }) =>
        from === to ? [] : ofNode(node, after[before.indexOf(node)]!),
      );
      const service =
        target.kind === 'domain'
          ? [
              `SERVICE_NAME is ${target.from} by default and becomes ${target.to}: it is part of consumer groups, of node ids, and of the ownership of stored state. Set SERVICE_NAME=${target.from} to keep them.`,
              `Topics of the producer ${target.from} become topics of ${target.to}. ${oldMessages(`topics of ${target.from}`, alias)} Publishers and subscribers outside of the project still use the old ones.`,
            ]
          : [];
      return [...new Set([...found, ...service])];
    }
    case 'operation':
      if (alias)
        return [
          `Messages with the operation ${target.from} are handled as ${target.to}, because the contract lists it under aliases. Remove the alias when no message uses it: onex remove ${newestOf(target.node).read.name}:${target.from}`,
        ];
      return [
        `Messages with the operation ${target.from} that are on the broker, in dead letters, or sent by clients that still use it become dead letters: ` +
          `${newestOf(target.node).read.name} no longer knows the name. Wait until its consumer groups have read all messages, or use --alias.`,
        `A workflow that waits for a step with ${target.from} sends the new name at its next attempt.`,
      ];
    case 'step':
      return [
        `Running workflows are stored with the step ${target.from}. Wait until they have ended before you deploy the new name, or make a new version of the node (--node-version): they finish on the version that started them.`,
      ];
    case 'state':
      return [
        isStateRead
          ? `Stored entities in the state ${target.from} are read as ${target.to} by migrate.ts.`
          : `Stored entities in the state ${target.from} cannot be read under the new name: their events fail until migrate.ts converts them.${alias ? '' : ' --alias writes that.'}`,
        `Consumers of the projection receive ${target.to}.`,
      ];
    case 'field':
      if (target.owners.every((owner) => 'settings' in owner))
        return [
          `Config files outside of config/ still have the setting ${target.from}, and a node rejects unknown settings. Change them before you deploy.`,
        ];
      return [
        `Messages on the broker, stored data, and senders outside of the project still have the field ${target.from}. A message without a required field becomes a dead letter.`,
      ];
    default:
      return [
        oldMessages(target.from, alias),
        `Publishers and subscribers outside of the project still use ${target.from}.`,
      ];
  }
}
