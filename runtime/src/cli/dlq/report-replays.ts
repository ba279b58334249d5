import { createPalette, visible } from 'onex-cli-kit';
import type { CommandContext } from '../command/index.ts';
import { createWriter } from '../terminal/index.ts';
import { placeOf } from './dead-letter.ts';
import { deadLetterSummary } from './print.ts';
import type { Replay } from './replay.ts';

/** Prints outcomes as they come, no faster than the output is. */
export interface ReplayReport {
  outcome(outcome: Replay): Promise<void>;
  /** @param failure why the run ended before its last dead letter; null if it did not */
  end(failure: string | null): Promise<void>;
}

type Streams = Pick<CommandContext, 'stdout' | 'stderr'>;

export function textReport({ stdout, stderr }: Streams, dryRun: boolean): ReplayReport {
  const { good, bad } = createPalette(stderr);
  const write = createWriter(stdout);
  const complain = createWriter(stderr);
  let count = 0;
  return {
    async outcome(outcome) {
      const place = placeOf(outcome.deadLetter);
      if ('problem' in outcome) {
        await complain(`${bad('✗')} ${place} ${visible(outcome.problem)}\n`);
        return;
      }
      count += 1;
      await write(`${place} → ${visible(outcome.record.topic)}\n`);
    },
    async end(failure) {
      if (failure !== null && count === 0) return;
      const messages = `${count} message${count === 1 ? '' : 's'}`;
      const done = dryRun ? `would send ${messages}; nothing sent` : `sent ${messages} again`;
      stderr.write(`${good('✓')} ${done}\n`);
    },
  };
}

/** One object on one line. It is complete JSON even if the run fails. */
export function jsonReport({ stdout }: Streams, dryRun: boolean): ReplayReport {
  const write = createWriter(stdout);
  const begin = `{"dry_run":${dryRun},"results":[`;
  let [count, sent] = [0, 0];
  return {
    async outcome(outcome) {
      const problem = 'problem' in outcome ? outcome.problem : null;
      const result = visible(JSON.stringify({ ...deadLetterSummary(outcome.deadLetter), error: problem }));
      await write(`${count === 0 ? begin : ','}${result}`);
      count += 1;
      if (problem === null) sent += 1;
    },
    async end(failure) {
      const status = failure !== null || sent < count ? 'error' : 'done';
      const end = JSON.stringify({
        sent: dryRun ? 0 : sent,
        status,
        ...(failure !== null && { error: failure }),
      });
      await write(`${count === 0 ? begin : ''}],${visible(end.slice(1))}\n`);
    },
  };
}
