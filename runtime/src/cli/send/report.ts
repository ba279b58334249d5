import { createPalette, visible } from 'onex-cli-kit';
import { failureReasonOf } from '../../event-bus/wire/index.ts';
import { indentedJson, jsonMembers, objectText } from '../../values/json/json-source/index.ts';
import type { CommandContext } from '../command/index.ts';
import type { BusEvent } from '../control/index.ts';
import { eventLine } from '../tail/index.ts';
import { createLineWriter } from '../terminal/index.ts';
import type { CallEnd } from './call.ts';
import type { OutgoingMessage } from './message.ts';
import type { Target } from './target.ts';
import type { WaitEnd } from './wait.ts';

/** Reports the outcome of a message. The methods that end the command return its exit code. */
export interface Reporter {
  sending(message: OutgoingMessage, target: Target): void;
  /** Resolves when the output is read. */
  event(event: BusEvent): void | Promise<void>;
  sent(message: OutgoingMessage, target: Target): number;
  ended(message: OutgoingMessage, end: WaitEnd): number;
  called(message: OutgoingMessage, end: CallEnd): number;
}

type Answer = Extract<WaitEnd, { payloadText: string }>;

/** Answers go to standard output, and everything else to standard error, so the output can be piped. */
export function createReporter(
  { stdout, stderr }: CommandContext,
  { json, quiet, bus }: { json: boolean; quiet: boolean; bus: string },
): Reporter {
  const palette = createPalette(stderr);
  const started = performance.now();
  const talks = !json && !quiet;
  const writeLine = createLineWriter(stderr);
  const say = (line: string): void => void (talks && stderr.write(`${line}\n`));
  const complain = (line: string): void => void (json || stderr.write(`${palette.bad('✗')} ${line}\n`));
  const answer = (payloadText: string): void =>
    void (json || stdout.write(`${indentedJson(visible(payloadText))}\n`));
  /** `rest` has the texts of members. */
  const finish = (
    status: string,
    message: OutgoingMessage,
    rest: Readonly<Record<string, string>>,
    code: number,
  ): number => {
    if (!json) return code;
    const { topic, envelope } = message;
    const ids = { topic, correlation_id: envelope.correlation_id, envelope_id: envelope.envelope_id };
    const ends = Object.entries({ reply: 'null', error: 'null', ...rest }).map(([name, text]) => ({
      name,
      text,
    }));
    stdout.write(`${visible(objectText([...jsonMembers({ status, ...ids }), ...ends]))}\n`);
    return code;
  };
  const replyText = ({ event, payloadText }: Answer): string =>
    `{"topic":${JSON.stringify(event.topic)},"payload":${payloadText}}`;
  const sending = ({ envelope }: OutgoingMessage, { topic, answering }: Target): void => {
    const to = answering.length === 0 ? '' : ` → ${answering.map((node) => visible(node.name)).join(', ')}`;
    say(
      `${palette.faint('→')} ${visible(topic)}${to}  ${palette.faint(`correlation ${envelope.correlation_id}`)}`,
    );
    say(palette.faint(`  on ${visible(bus)}`));
  };

  return {
    sending,
    event(event) {
      const line = eventLine(event, palette, stderr.isTTY ? stderr.columns - 2 : Infinity);
      return talks ? writeLine(line.replaceAll(/^/gm, '  ')) : undefined;
    },
    sent(message, target) {
      sending(message, target);
      return finish('sent', message, {}, 0);
    },
    ended(message, end) {
      switch (end.status) {
        case 'completed':
          say(
            `${palette.good('✓')} ${visible(end.event.topic)} after ${Math.round(performance.now() - started)} ms`,
          );
          answer(end.payloadText);
          return finish('completed', message, { reply: replyText(end) }, 0);
        case 'failed': {
          const error = errorIn(end.payload);
          answer(end.payloadText);
          complain(`${visible(end.event.topic)}: ${error}`);
          return finish('failed', message, { reply: replyText(end), error: JSON.stringify(error) }, 1);
        }
        case 'dead-lettered':
          complain(`Not accepted, now in ${visible(end.event.topic)}: ${visible(end.reason)}`);
          return finish('dead-lettered', message, { error: JSON.stringify(end.reason) }, 1);
        case 'timeout': {
          const look = `onex-runtime tail --correlation ${message.envelope.correlation_id}`;
          const time = `${end.timeoutMs / 1000} s`;
          const error =
            end.unacknowledged === true
              ? `${bus} did not acknowledge the message within ${time}; it may still be published. See: ${look}`
              : `No answer within ${time}; it may still come. See: ${look}`;
          complain(error);
          return finish('timeout', message, { error: JSON.stringify(error) }, 1);
        }
        case 'lost': {
          const error = `${bus} was lost before the answer came`;
          complain(error);
          return finish('lost', message, { error: JSON.stringify(error) }, 1);
        }
      }
    },
    called(message, { status, outputs }) {
      const payloads = outputs.map(({ payload }) => payload);
      answer(JSON.stringify(payloads.length === 1 ? payloads[0] : payloads));
      const texts = { outputs: JSON.stringify(outputs) };
      if (status === 'completed') return finish(status, message, texts, 0);
      const error = errorIn(payloads.at(-1));
      complain(error);
      return finish(status, message, { ...texts, error: JSON.stringify(error) }, 1);
    },
  };
}

/** The error in a failed answer's payload: a whole OnexError, otherwise the reason that its sender states. */
function errorIn(payload: unknown): string {
  const error = (payload as { error?: { message?: unknown; error_code?: unknown } } | null)?.error;
  const code = typeof error?.error_code === 'string' ? `[${error.error_code}] ` : '';
  const message = typeof error?.message === 'string' ? error.message : failureReasonOf(payload);
  return visible(`${code}${message ?? 'failed'}`);
}
