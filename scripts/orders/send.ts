import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { RUNTIME } from '../demo/commands.ts';
import { BAD_MESSAGES, type BadMessage } from './bad-messages.ts';

/** What `onex-runtime send --json` prints. */
export interface Sent {
  readonly status: 'completed' | 'failed' | 'dead-lettered' | 'timeout';
  readonly topic: string;
  readonly reply: { readonly payload: Readonly<Record<string, unknown>> } | null;
  readonly error: string | null;
}

/** Sends a message to a node of the `dev` that runs in a project, and waits for its answer. */
export async function send(
  project: string,
  to: string,
  payload: object,
  options: readonly string[] = [],
): Promise<Sent> {
  const args = [RUNTIME, 'send', to, JSON.stringify(payload), '--json', ...options];
  const child = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (stdout.trim() === '') throw new Error(`no answer to a message to ${to}: ${stderr}`);
  return JSON.parse(stdout) as Sent;
}

/** A bad message that was not rejected as it should have been. */
export interface Miss {
  readonly message: BadMessage;
  readonly sent: Sent;
}

/**
 * Sends the bad messages, a few at a time. Each has to become a dead letter whose reason names the node and the field.
 * @returns the messages of which that is not true
 */
export async function sendBadMessages(project: string): Promise<readonly Miss[]> {
  const misses: Miss[] = [];
  const queue = [...BAD_MESSAGES];
  const work = async (): Promise<void> => {
    for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
      const sent = await send(project, message.to, message.payload);
      const reason = sent.error ?? '';
      const isRejected =
        sent.status === 'dead-lettered' && reason.includes(message.node) && reason.includes(message.field);
      if (!isRejected) misses.push({ message, sent });
    }
  };
  await Promise.all([work(), work(), work()]);
  return misses;
}
