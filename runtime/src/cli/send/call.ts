import { verdictByTopic, verdictOf } from '../../event-bus/wire/index.ts';
import type { CallOutput, ControlClient, NodeDescription } from '../control/index.ts';
import type { OutgoingMessage } from './message.ts';

export interface CallEnd {
  readonly status: 'completed' | 'failed';
  readonly outputs: readonly CallOutput[];
}

/**
 * Passes the message to a node that is not on the bus. Its answer decides whether it failed, otherwise the answer's
 * topic.
 */
export async function callDirectly(
  client: ControlClient,
  node: NodeDescription,
  { topic, value }: OutgoingMessage,
): Promise<CallEnd> {
  const outputs = await client.call({ node: node.name, topic, value });
  const failed = outputs.some(({ topic, payload, verdict }) => {
    const ends = { completed: node.completed.includes(topic), failed: node.failed.includes(topic) };
    if (!ends.completed && !ends.failed) return false;
    return (verdict ?? verdictOf(payload) ?? verdictByTopic(payload, ends)) === 'failed';
  });
  return { status: failed ? 'failed' : 'completed', outputs };
}
