import { createPalette, visible } from 'onex-cli-kit';
import type { CommandContext } from '../command/index.ts';
import { createLineWriter } from '../terminal/index.ts';
import type { DeadLetter } from './dead-letter.ts';
import { deadLetterLine, deadLetterSummary } from './print.ts';

export interface ListOptions {
  readonly json: boolean;
  readonly context: Pick<CommandContext, 'stdout' | 'stderr'>;
  /** The requested topic. Undefined for several topics, each with a heading. */
  readonly topic: string | undefined;
}

/** Prints dead letters as they are read, no faster than the output is. @returns the exit code. */
export async function listDeadLetters(
  deadLetters: AsyncIterable<DeadLetter>,
  options: ListOptions,
): Promise<number> {
  const { json, topic } = options;
  const { stdout, stderr } = options.context;
  const palette = createPalette(stdout);
  const width = stdout.isTTY ? stdout.columns : Infinity;
  const writeLine = createLineWriter(stdout);
  let heading: string | null = null;
  let count = 0;
  for await (const deadLetter of deadLetters) {
    count += 1;
    if (!json && topic === undefined && deadLetter.topic !== heading) {
      heading = deadLetter.topic;
      await writeLine(visible(heading));
    }
    await writeLine(
      json
        ? visible(JSON.stringify(deadLetterSummary(deadLetter)))
        : deadLetterLine(deadLetter, palette, width),
    );
  }
  if (count === 0 && !json) stderr.write('No dead letters\n');
  return 0;
}
