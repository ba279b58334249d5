import { visible } from 'onex-cli-kit';
import { pino, stdTimeFunctions } from 'pino';
import { errorText } from '../errors/error-text.ts';
import type { LineStream } from './line-stream.ts';
import { showLine } from './log-lines.ts';
import type { Logger } from './logger.ts';
import { prettyStream, showsStacks } from './pretty-stream.ts';
import { redacted, withoutSecretTexts } from './redact.ts';
import { lineWithoutSecrets } from './secret-texts.ts';

export interface LoggerOptions {
  readonly level: string;
  /** Fields on every line, such as the node's name. */
  readonly bindings?: Record<string, unknown>;
  /** Readable lines instead of JSON; default: whether standard output is a terminal. */
  readonly pretty?: boolean;
  /** Default: standard output, written synchronously so that a dying process loses no line. */
  readonly destination?: LineStream;
}

/** A logger that writes one line per event: coloured text on a terminal, JSON everywhere else. */
export function createLogger(options: LoggerOptions): Logger {
  const destination = options.destination ?? pino.destination({ dest: 1, sync: true });
  const pretty = options.pretty ?? process.stdout.isTTY === true;
  const logger = pino(
    {
      level: options.level,
      base: redacted(options.bindings ?? {}),
      timestamp: stdTimeFunctions.isoTime,
      messageKey: 'message',
      errorKey: 'error',
      formatters: { level: (label) => ({ level: label }), log: redacted },
      // The formatter has serialized errors already, with their causes and fields.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(given, method) {
          const [first] = given as readonly unknown[];
          // pino takes the message of an error that is logged alone.
          const all: unknown[] =
            first instanceof Error && given.length === 1 ? [first, errorText(first)] : given;
          const texts = all.map((each) => (typeof each === 'string' ? withoutSecretTexts(each) : each));
          method.apply(this, texts as typeof given);
        },
        // Control characters are escaped, because the output may be shown on a terminal.
        streamWrite: (line) => showLine(`${visible(lineWithoutSecrets(line).trimEnd())}\n`),
      },
    },
    pretty ? prettyStream(destination, { stacks: showsStacks(options.level) }) : destination,
  );
  // pino has no formatter for what children are bound to. A child inherits this method from its parent.
  const { child } = logger;
  logger.child = function (this: typeof logger, bindings, ...rest) {
    return child.call(this, redacted(bindings), ...rest);
  } as typeof child;
  return logger;
}
