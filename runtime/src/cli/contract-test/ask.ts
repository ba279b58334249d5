import { DeadlineError, startDeadline } from '../command/index.ts';
import type { BusEvent, ControlClient, NodeDescription } from '../control/index.ts';
import {
  callDirectly,
  composeMessage,
  type OutgoingMessage,
  outcomeOf,
  type Outcome,
  resolveTarget,
  type Target,
  sendAndWait,
} from '../send/index.ts';
import type { TestCase } from './cases.ts';
import type { Answer } from './judge.ts';

/** Where messages are sent. */
export interface Asked {
  readonly client: ControlClient;
  readonly node: NodeDescription;
  readonly topics: readonly string[];
  readonly timeoutMs: number;
}

/** Sends the message of a case and waits for its outcome. */
export async function ask(
  asked: Asked,
  test: TestCase,
): Promise<{ readonly answer: Answer; readonly message: OutgoingMessage }> {
  const { message, target } = compose(asked.node, test);
  return { message, answer: await send(asked, message, target) };
}

/**
 * Sends a message once more, and then a new one of the same kind, whose answer shows that the first was handled.
 * Returns the answers to the repeated message.
 */
export async function askAgain(
  asked: Asked,
  test: TestCase,
  message: OutgoingMessage,
): Promise<readonly Answer[]> {
  const { client, node, topics } = asked;
  if (!node.onBus) return [await send(asked, message, compose(node, test).target)];
  const { target } = compose(node, test);
  const found: Answer[] = [];
  const { correlation_id: correlationId } = message.envelope;
  const tail = await client.tail({ topics, correlationId, from: 'now', follow: true }, (event: BusEvent) => {
    const outcome = outcomeOf(event, message, target);
    if (outcome !== null) found.push(answerOf(outcome));
  });
  try {
    await client.publish(message);
    await ask(asked, test);
  } finally {
    tail.close();
  }
  return found;
}

function compose(
  node: NodeDescription,
  { operation, payload }: TestCase,
): { readonly message: OutgoingMessage; readonly target: Target } {
  const target = resolveTarget(operation === '' ? node.name : `${node.name}:${operation}`, [node]);
  return { target, message: composeMessage(JSON.stringify(payload), target, null) };
}

async function send(
  { client, node, topics, timeoutMs }: Asked,
  message: OutgoingMessage,
  target: Target,
): Promise<Answer> {
  if (!node.onBus) return called({ client, node, timeoutMs }, message);
  const end = await sendAndWait(client, message, target, { topics, timeoutMs, onEvent: () => {} });
  if (end.status === 'timeout') return { kind: 'silent', reason: noAnswer(timeoutMs) };
  if (end.status === 'lost') return { kind: 'silent', reason: 'the connection ended' };
  return answerOf(end);
}

function answerOf(outcome: Outcome): Answer {
  if (outcome.status === 'dead-lettered') return { kind: 'rejected', reason: outcome.reason };
  return { kind: outcome.status, topic: outcome.event.topic, payload: outcome.payload };
}

function noAnswer(timeoutMs: number): string {
  return `no answer within ${timeoutMs} ms`;
}

/** A node that is not on the bus is called directly. It rejects a message by an error. */
async function called(
  { client, node, timeoutMs }: Omit<Asked, 'topics'>,
  message: OutgoingMessage,
): Promise<Answer> {
  try {
    const call = callDirectly(client, node, message);
    const { status, outputs } = await startDeadline(timeoutMs).within(call, () => '');
    const ends = status === 'failed' ? node.failed : node.completed;
    const output = outputs.find(({ topic }) => ends.includes(topic)) ?? outputs[0];
    if (output === undefined) return { kind: 'silent', reason: 'it answered with no message' };
    return { kind: status, topic: output.topic, payload: output.payload };
  } catch (error) {
    if (error instanceof DeadlineError) return { kind: 'silent', reason: noAnswer(timeoutMs) };
    return { kind: 'rejected', reason: error instanceof Error ? error.message : String(error) };
  }
}
