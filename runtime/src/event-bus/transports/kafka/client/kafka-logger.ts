import type { LogEntry, logCreator } from 'kafkajs';
import { monotonicNow } from '../../../../values/index.ts';
import type { BusLogger } from '../../../observability/index.ts';

/** kafkajs's numbers for its levels. Importing them would load the client. */
const ERROR = 1;
const WARN = 2;
const INFO = 4;

/** How long a line is not repeated after it was written, in ms. */
const WINDOW = 30_000;

/**
 * The client's own log, at the debug level. Its warnings and errors are attempts that the client repeats. The final
 * error is thrown, and the caller of the client reports it. The same line is written once per half minute, with the
 * number of omitted repetitions.
 */
export function kafkaLogCreator(logger: BusLogger, now: () => number = monotonicNow): logCreator {
  const written = new Map<string, { time: number; leftOut: number }>();
  return () =>
    ({ namespace, level, log }: LogEntry) => {
      const error = typeof log['error'] === 'string' ? log['error'] : undefined;
      const line = `${namespace} ${log.message}${error === undefined ? '' : `: ${error}`}`;
      if (level > WARN) {
        if (level > INFO) return;
        logger.debug({ kafka: namespace }, line);
        return;
      }
      const key = line.replaceAll(/\d+/g, '#');
      const last = written.get(key);
      const time = now();
      if (last !== undefined && time - last.time < WINDOW) {
        last.leftOut += 1;
        return;
      }
      for (const [old, entry] of written) if (time - entry.time >= WINDOW) written.delete(old);
      written.set(key, { time, leftOut: 0 });
      const leftOut = last?.leftOut ?? 0;
      const fields = {
        kafka: level === ERROR ? 'error' : 'warning',
        ...(leftOut > 0 && { left_out: leftOut }),
      };
      logger.debug(fields, line);
    };
}
