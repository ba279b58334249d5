import { createInterface } from 'node:readline/promises';
import type { KafkaReader } from '../../event-bus/kafka/index.ts';
import type { EventTransport } from '../../event-bus/transport.ts';
import type { CommandContext } from '../command/index.ts';
import { inOneLine } from '../kafka/index.ts';
import { createPalette, printable } from '../terminal/index.ts';
import { placeOf, type Letter } from './letter.ts';
import { letterSummary } from './print.ts';
import { replayOf, type Replay } from './replay.ts';

export interface ReplayOptions {
  /** Opens the bus to send on. It is connected and closed here. */
  readonly open: () => Promise<EventTransport>;
  readonly reader: Pick<KafkaReader, 'topics' | 'missingRights'>;
  readonly context: CommandContext;
  readonly json: boolean;
  readonly dryRun: boolean;
  /** Do not ask. Without a terminal nothing is asked anyway. */
  readonly yes: boolean;
}

/** Records of one request: what follows one that the broker refuses is still sent. */
const AT_ONCE = 500;

/** Sends the messages of dead letters again, in their order. @returns 1 when one could not be sent, or nobody said yes. */
export async function replayLetters(letters: readonly Letter[], options: ReplayOptions): Promise<number> {
  const { reader, context, json, dryRun } = options;
  const { stdout, stderr } = context;
  const existing = new Set(await inOneLine(() => reader.topics()));
  const hidden = await hiddenTopics(letters, existing, reader);
  const replays = letters.map((letter) => replayOf(letter, existing, hidden));
  const ready = replays.filter((replay) => 'record' in replay);
  if (!dryRun && ready.length > 0 && !(await agreed(ready, options))) {
    stderr.write('Nothing sent\n');
    return 1;
  }
  const outcomes = dryRun ? replays : await send(replays, options);
  const unsent = outcomes.filter((outcome) => 'problem' in outcome).length;
  if (json) {
    const results = outcomes.map((outcome) => ({
      ...letterSummary(outcome.letter),
      error: 'problem' in outcome ? outcome.problem : null,
    }));
    const sent = dryRun ? 0 : outcomes.length - unsent;
    stdout.write(
      `${printable(JSON.stringify({ status: unsent > 0 ? 'error' : 'done', dry_run: dryRun, sent, results }))}\n`,
    );
    return unsent > 0 ? 1 : 0;
  }
  const { good, bad } = createPalette(stderr);
  for (const outcome of outcomes) {
    const place = placeOf(outcome.letter);
    if ('problem' in outcome) stderr.write(`${bad('✗')} ${place} ${printable(outcome.problem)}\n`);
    else stdout.write(`${place} → ${printable(outcome.record.topic)}\n`);
  }
  const count = outcomes.length - unsent;
  const messages = `${count} message${count === 1 ? '' : 's'}`;
  stderr.write(
    `${good('✓')} ${dryRun ? `would send ${messages}; nothing sent` : `sent ${messages} again`}\n`,
  );
  return unsent > 0 ? 1 : 0;
}

/** Topics that the broker does not show because a right is missing, with the line that names it. */
async function hiddenTopics(
  letters: readonly Letter[],
  existing: ReadonlySet<string>,
  reader: ReplayOptions['reader'],
): Promise<ReadonlyMap<string, string>> {
  const topics = new Set(letters.flatMap(({ content }) => content?.originalTopic ?? []));
  const hidden = new Map<string, string>();
  for (const topic of topics) {
    if (existing.has(topic)) continue;
    const missing = await inOneLine(() => reader.missingRights({ write: [topic] }));
    if (missing !== null) hidden.set(topic, missing);
  }
  return hidden;
}

async function agreed(ready: readonly Replay[], { context, yes }: ReplayOptions): Promise<boolean> {
  const { stdin, stderr } = context;
  if (yes || !stdin.isTTY || !stderr.isTTY) return true;
  const topics = new Set(ready.flatMap((replay) => ('record' in replay ? [replay.record.topic] : [])));
  const ask = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await ask.question(
      `Send ${ready.length} to ${[...topics].map(printable).join(', ')}? [y/N] `,
    );
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    ask.close();
  }
}

async function send(replays: readonly Replay[], { open }: ReplayOptions): Promise<readonly Replay[]> {
  const transport = await open();
  try {
    await inOneLine(() => transport.connect());
    const outcomes: Replay[] = [];
    for (let from = 0; from < replays.length; from += AT_ONCE) {
      const batch = replays.slice(from, from + AT_ONCE).map(async (replay): Promise<Replay> => {
        if ('problem' in replay) return replay;
        try {
          await transport.publish([replay.record]);
          return replay;
        } catch (error) {
          return { letter: replay.letter, problem: (error as Error).message };
        }
      });
      outcomes.push(...(await Promise.all(batch)));
    }
    return outcomes;
  } finally {
    await transport.close();
  }
}
