import { pino, stdTimeFunctions } from 'pino';
import type { LineStream } from './line-stream.ts';
import type { Logger } from './logger.ts';
import { prettyStream } from './pretty-stream.ts';
import { REDACTION } from './redact.ts';

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
  return pino(
    {
      level: options.level,
      base: options.bindings ?? {},
      timestamp: stdTimeFunctions.isoTime,
      messageKey: 'message',
      errorKey: 'error',
      formatters: { level: (label) => ({ level: label }) },
      redact: REDACTION,
    },
    pretty ? prettyStream(destination) : destination,
  );
}
