import type { CallOutput, ControlClient, NodeDescription } from '../control/index.ts';
import type { OutgoingMessage } from './message.ts';

export interface CallEnd {
  readonly status: 'completed' | 'failed';
  readonly outputs: readonly CallOutput[];
}

/** Hands the message to a node that is not on the bus. It failed when it gave out its failed event. */
export async function callDirectly(
  client: ControlClient,
  node: NodeDescription,
  { topic, value }: OutgoingMessage,
): Promise<CallEnd> {
  const outputs = await client.call({ node: node.name, topic, value });
  const failed = outputs.some((output) => node.failed.includes(output.topic));
  return { status: failed ? 'failed' : 'completed', outputs };
}
