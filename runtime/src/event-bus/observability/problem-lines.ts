import type { ProblemLines } from '../../health/problem-log.ts';
import type { BusLogger } from './logger.ts';

/** How a log shows problems of the bus that are not readiness problems of a node. */
export function problemLines(logger: BusLogger, level: 'info' | 'warn'): ProblemLines {
  return {
    began: (source, problem) => logger[level]({ source }, problem),
    lasts: (source, problem, ms) => logger[level]({ source, for_seconds: seconds(ms) }, problem),
    ended: (source, ms) => logger.info({ source, for_seconds: seconds(ms) }, 'problem cleared'),
  };
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
