import { createInterface } from 'node:readline/promises';
import { visible } from 'onex-cli-kit';
import type { KafkaReader } from '../../event-bus/transports/kafka/index.ts';
import type { EventTransport } from '../../event-bus/transports/index.ts';
import type { CommandContext } from '../command/index.ts';
import { inOneLine } from '../kafka/index.ts';
import type { DeadLetter } from './dead-letter.ts';
import { replayOf, type Replay } from './replay.ts';
import { jsonReport, textReport } from './report-replays.ts';

export interface ReplayOptions {
  /** Opens the bus to send on. It is connected and closed here. */
  readonly open: () => Promise<EventTransport>;
  readonly reader: Pick<KafkaReader, 'topics' | 'missingRights'>;
  readonly context: CommandContext;
  readonly json: boolean;
  readonly dryRun: boolean;
  /** Do not prompt. Without a terminal, there is never a prompt. */
  readonly yes: boolean;
}

/** Reads the dead letters again for each iteration. They are not stored, so any number of them needs little memory. */
export type DeadLetters = () => AsyncIterable<DeadLetter> | Iterable<DeadLetter>;

/**
 * Records that are in flight together, by number and bytes. Records after one that the broker refuses are still sent.
 */
const AT_ONCE = 500;
const BYTES_AT_ONCE = 8 * 1024 * 1024;

/**
 * Sends the messages of dead letters again, in their order.
 * @returns 1 if a message could not be sent, or the prompt was not confirmed.
 */
export async function replayDeadLetters(deadLetters: DeadLetters, options: ReplayOptions): Promise<number> {
  const { reader, context, json, dryRun } = options;
  const existing = new Set(await inOneLine(() => reader.topics()));
  const replays = (): AsyncIterable<Replay> => replaysOf(deadLetters(), existing, reader);
  if (!(await agreed(replays, options))) {
    context.stderr.write('Nothing sent\n');
    return 1;
  }
  const report = (json ? jsonReport : textReport)(context, dryRun);
  const run = async (): Promise<number> => {
    let unsent = 0;
    for await (const outcome of dryRun ? replays() : sent(replays(), options)) {
      if ('problem' in outcome) unsent += 1;
      await report.outcome(outcome);
    }
    return unsent;
  };
  const unsent = await run().catch(async (error: unknown) => {
    await report.end((error as Error).message);
    throw error;
  });
  await report.end(null);
  return unsent > 0 ? 1 : 0;
}

async function* replaysOf(
  deadLetters: AsyncIterable<DeadLetter> | Iterable<DeadLetter>,
  existing: ReadonlySet<string>,
  reader: ReplayOptions['reader'],
): AsyncGenerator<Replay, void, undefined> {
  const hidden = new Map<string, string>();
  const seen = new Set<string>();
  for await (const deadLetter of deadLetters) {
    const topic = deadLetter.content?.originalTopic;
    // The broker hides a topic if a right is missing.
    if (topic !== undefined && !existing.has(topic) && !seen.has(topic)) {
      seen.add(topic);
      const missing = await inOneLine(() => reader.missingRights({ write: [topic] }));
      if (missing !== null) hidden.set(topic, missing);
    }
    yield replayOf(deadLetter, existing, hidden);
  }
}

/** Prompts on a terminal before anything is sent. True if no prompt is needed. */
async function agreed(
  replays: () => AsyncIterable<Replay>,
  { context, yes, dryRun }: ReplayOptions,
): Promise<boolean> {
  const { stdin, stderr } = context;
  if (yes || dryRun || !stdin.isTTY || !stderr.isTTY) return true;
  const topics = new Set<string>();
  let ready = 0;
  for await (const replay of replays()) {
    if (!('record' in replay)) continue;
    ready += 1;
    topics.add(replay.record.topic);
  }
  if (ready === 0) return true;
  const ask = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await ask.question(`Send ${ready} to ${[...topics].map(visible).join(', ')}? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    ask.close();
  }
}

/** Publishes the replays, and returns the outcome of each, in their order. */
async function* sent(
  replays: AsyncIterable<Replay>,
  { open }: ReplayOptions,
): AsyncGenerator<Replay, void, undefined> {
  const transport = await open();
  const publish = async (replay: Replay): Promise<Replay> => {
    if ('problem' in replay) return replay;
    try {
      await transport.publish([replay.record]);
      return replay;
    } catch (error) {
      return { deadLetter: replay.deadLetter, problem: (error as Error).message };
    }
  };
  try {
    await inOneLine(() => transport.connect());
    let batch: Promise<Replay>[] = [];
    let bytes = 0;
    let failure: { readonly error: unknown } | null = null;
    try {
      for await (const replay of replays) {
        batch.push(publish(replay));
        bytes += replay.deadLetter.record.value?.length ?? 0;
        if (batch.length < AT_ONCE && bytes < BYTES_AT_ONCE) continue;
        const done = batch;
        [batch, bytes] = [[], 0];
        yield* await Promise.all(done);
      }
    } catch (error) {
      failure = { error };
    }
    // Records in flight are reported even if the next dead letters cannot be read.
    yield* await Promise.all(batch);
    if (failure !== null) throw failure.error;
  } finally {
    await transport.close();
  }
}
