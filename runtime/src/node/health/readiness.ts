import type { ProblemLines } from '../../health/index.ts';
import type { Logger } from '../../logging/index.ts';

/** Source of the readiness problem that every node has while it starts or stops. It is logged only if it lasts. */
export const LIFECYCLE = 'lifecycle';

/** Why a node is not ready, by the source that reports it. Empty if it is ready. */
export class Readiness {
  readonly #problems = new Map<string, string>();
  readonly #changed: (source: string, problem: string | null) => void;

  constructor(changed: (source: string, problem: string | null) => void) {
    this.#changed = changed;
  }

  /** Reports a problem, or clears it with `null`. A repeated report changes nothing and is not logged again. */
  set(source: string, problem: string | null): void {
    if ((this.#problems.get(source) ?? null) === problem) return;
    if (problem === null) this.#problems.delete(source);
    else this.#problems.set(source, problem);
    this.#changed(source, problem);
  }

  get ready(): boolean {
    return this.#problems.size === 0;
  }

  get problems(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#problems);
  }
}

/** How the log of a node shows why the node is not ready. */
export function readinessLines(logger: Logger, isReady: () => boolean): ProblemLines {
  return {
    began(source, problem) {
      if (source === LIFECYCLE) logger.debug({ problem }, 'lifecycle');
      else logger.warn({ source, problem }, 'not ready');
    },
    lasts: (source, problem, ms) =>
      logger.warn({ source, problem, for_seconds: seconds(ms) }, 'still not ready'),
    ended(source, ms) {
      if (source === LIFECYCLE) logger.debug({ problem: null }, 'lifecycle');
      else logger.info({ source, for_seconds: seconds(ms) }, isReady() ? 'ready' : 'problem cleared');
    },
  };
}

/** How the log of a node shows what the node works without. */
export function degradationLines(logger: Logger): ProblemLines {
  return {
    began: (source, problem) => logger.warn({ source, problem }, 'degraded'),
    lasts: (source, problem, ms) =>
      logger.warn({ source, problem, for_seconds: seconds(ms) }, 'still degraded'),
    ended: (source, ms) => logger.info({ source, for_seconds: seconds(ms) }, 'no longer degraded'),
  };
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
