import { verdictOf } from '../../event-bus/wire/index.ts';
import type { CallOutput, ControlClient, NodeDescription } from '../control/index.ts';
import type { OutgoingMessage } from './message.ts';

export interface CallEnd {
  readonly status: 'completed' | 'failed';
  readonly outputs: readonly CallOutput[];
}

/** Hands the message to a node that is not on the bus. Its answer decides whether it failed, else the answer's topic. */
export async function callDirectly(
  client: ControlClient,
  node: NodeDescription,
  { topic, value }: OutgoingMessage,
): Promise<CallEnd> {
  const outputs = await client.call({ node: node.name, topic, value });
  const failed = outputs.some(
    ({ topic, payload, verdict }) =>
      [...node.completed, ...node.failed].includes(topic) &&
      (verdict ?? verdictOf(payload) ?? (node.failed.includes(topic) ? 'failed' : 'succeeded')) === 'failed',
  );
  return { status: failed ? 'failed' : 'completed', outputs };
}
