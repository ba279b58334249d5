import { createPalette, visible } from 'onex-cli-kit';
import type { CommandContext } from '../command/index.ts';
import { createLineWriter } from '../terminal/index.ts';
import type { Letter } from './letter.ts';
import { letterLine, letterSummary } from './print.ts';

export interface ListOptions {
  readonly json: boolean;
  readonly context: Pick<CommandContext, 'stdout' | 'stderr'>;
  /** The requested topic. Undefined for several topics, each with a heading. */
  readonly topic: string | undefined;
}

/** Prints letters as they are read, no faster than the output is. @returns the exit code. */
export async function listLetters(letters: AsyncIterable<Letter>, options: ListOptions): Promise<number> {
  const { json, topic } = options;
  const { stdout, stderr } = options.context;
  const palette = createPalette(stdout);
  const width = stdout.isTTY ? stdout.columns : Infinity;
  const writeLine = createLineWriter(stdout);
  let heading: string | null = null;
  let count = 0;
  for await (const letter of letters) {
    count += 1;
    if (!json && topic === undefined && letter.topic !== heading) {
      heading = letter.topic;
      await writeLine(visible(heading));
    }
    await writeLine(
      json ? visible(JSON.stringify(letterSummary(letter))) : letterLine(letter, palette, width),
    );
  }
  if (count === 0 && !json) stderr.write('No dead letters\n');
  return 0;
}
