import type { WorkflowStep } from '../model.ts';

/** A topic of a step that the node would take for another message. */
export interface TopicClash {
  /** Which step, in the order of the contract. */
  readonly step: number;
  readonly key: 'command_topic' | 'completed_topic' | 'failed_topic';
  readonly topic: string;
}

/** Before the ending of a topic that would be taken, such as `pay-step-requested`. */
const DISTINCTION = 'step-';

/** The first of a step's possible topics that is not taken. */
export function freeTopic(taken: ReadonlySet<string>, make: (distinction: string) => string): string {
  let topic = make('');
  for (let number = 1; taken.has(topic); number += 1) {
    topic = make(number === 1 ? DISTINCTION : `${DISTINCTION}${number}-`);
  }
  return topic;
}

/**
 * Commands that the node hears itself, so it would send commands to itself in an endless loop, and answers on the topics
 * of its own workflow.
 * @param heard Topics that the contract subscribes to.
 * @param events Topics of the workflow's events.
 */
export function clashesOf(
  steps: readonly WorkflowStep[],
  heard: ReadonlySet<string>,
  events: ReadonlySet<string>,
): readonly TopicClash[] {
  const answers = new Set(steps.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]));
  return steps.flatMap(({ commandTopic, completedTopic, failedTopic }, step): TopicClash[] => [
    ...(heard.has(commandTopic) || answers.has(commandTopic)
      ? [{ step, key: 'command_topic', topic: commandTopic } as const]
      : []),
    ...(events.has(completedTopic) ? [{ step, key: 'completed_topic', topic: completedTopic } as const] : []),
    ...(events.has(failedTopic) && failedTopic !== completedTopic
      ? [{ step, key: 'failed_topic', topic: failedTopic } as const]
      : []),
  ]);
}
