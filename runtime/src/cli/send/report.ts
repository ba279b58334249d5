import { failureReasonOf } from '../../event-bus/wire/index.ts';
import type { CommandContext } from '../command/index.ts';
import type { BusEvent } from '../control/index.ts';
import { eventLine } from '../tail/event-line.ts';
import { createPalette, printable } from '../terminal/index.ts';
import type { CallEnd } from './call.ts';
import type { OutgoingMessage } from './message.ts';
import type { Target } from './target.ts';
import type { WaitEnd } from './wait.ts';

/** Says how a message fares; the methods that end the command give its exit code. */
export interface Reporter {
  sending(message: OutgoingMessage, target: Target): void;
  event(event: BusEvent): void;
  sent(message: OutgoingMessage, target: Target): number;
  ended(message: OutgoingMessage, end: WaitEnd): number;
  called(message: OutgoingMessage, end: CallEnd): number;
}

/** Answers go to standard output, all else to standard error, so that the output can be piped. */
export function createReporter(
  { stdout, stderr }: CommandContext,
  { json, quiet, bus }: { json: boolean; quiet: boolean; bus: string },
): Reporter {
  const palette = createPalette(stderr);
  const started = performance.now();
  const talks = !json && !quiet;
  const say = (line: string): void => void (talks && stderr.write(`${line}\n`));
  const complain = (line: string): void => void (json || stderr.write(`${palette.bad('✗')} ${line}\n`));
  const answer = (payload: unknown): void =>
    void (json || stdout.write(`${JSON.stringify(payload, null, 2)}\n`));
  const finish = (status: string, message: OutgoingMessage, rest: object, code: number): number => {
    const { topic, envelope } = message;
    const ids = { topic, correlation_id: envelope.correlation_id, envelope_id: envelope.envelope_id };
    if (json) stdout.write(`${JSON.stringify({ status, ...ids, reply: null, error: null, ...rest })}\n`);
    return code;
  };
  const sending = ({ envelope }: OutgoingMessage, { topic, answering }: Target): void => {
    const to = answering.length === 0 ? '' : ` → ${answering.map((node) => node.name).join(', ')}`;
    say(`${palette.faint('→')} ${topic}${to}  ${palette.faint(`correlation ${envelope.correlation_id}`)}`);
    say(palette.faint(`  on ${bus}`));
  };

  return {
    sending,
    event(event) {
      const line = eventLine(event, palette, stderr.isTTY ? stderr.columns - 2 : Infinity);
      say(line.replaceAll(/^/gm, '  '));
    },
    sent(message, target) {
      sending(message, target);
      return finish('sent', message, {}, 0);
    },
    ended(message, end) {
      switch (end.status) {
        case 'completed':
          say(`${palette.good('✓')} ${end.event.topic} after ${Math.round(performance.now() - started)} ms`);
          answer(end.payload);
          return finish('completed', message, { reply: { topic: end.event.topic, payload: end.payload } }, 0);
        case 'failed': {
          const error = errorIn(end.payload);
          answer(end.payload);
          complain(`${end.event.topic}: ${error}`);
          return finish(
            'failed',
            message,
            { reply: { topic: end.event.topic, payload: end.payload }, error },
            1,
          );
        }
        case 'dead-lettered':
          complain(`Not accepted, now in ${end.event.topic}: ${printable(end.reason)}`);
          return finish('dead-lettered', message, { error: end.reason }, 1);
        case 'timeout': {
          const look = `onex-runtime tail --correlation ${message.envelope.correlation_id}`;
          const error = `No answer within ${end.timeoutMs / 1000} s; it may still come. See: ${look}`;
          complain(error);
          return finish('timeout', message, { error }, 1);
        }
        case 'lost': {
          const error = `${bus} was lost before the answer came`;
          complain(error);
          return finish('lost', message, { error }, 1);
        }
      }
    },
    called(message, { status, outputs }) {
      const payloads = outputs.map(({ payload }) => payload);
      answer(payloads.length === 1 ? payloads[0] : payloads);
      if (status === 'completed') return finish(status, message, { outputs }, 0);
      const error = errorIn(payloads.at(-1));
      complain(error);
      return finish(status, message, { outputs, error }, 1);
    },
  };
}

/** The error in a failed answer's payload: a whole OnexError, else the reason that its sender states. */
function errorIn(payload: unknown): string {
  const error = (payload as { error?: { message?: unknown; error_code?: unknown } } | null)?.error;
  const code = typeof error?.error_code === 'string' ? `[${error.error_code}] ` : '';
  const message = typeof error?.message === 'string' ? error.message : failureReasonOf(payload);
  return printable(`${code}${message ?? 'failed'}`);
}
