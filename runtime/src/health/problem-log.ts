import { monotonicNow } from '../values/index.ts';

/** How long a problem lasts before it is logged again, in ms. */
export const LOG_AGAIN_MS = 300_000;
/** How long a problem that returns within that time has to last before it is logged, in ms. */
export const RETURN_MS = 30_000;
/** Most different reasons of one problem that are logged within that time. */
const MOST_REASONS = 10;

/** Writes the lines of a log. `ms` is how long the problem has lasted. */
export interface ProblemLines {
  began(source: string, problem: string): void;
  lasts(source: string, problem: string, ms: number): void;
  ended(source: string, ms: number): void;
}

/** Decides when the problems of named sources are logged. */
export interface ProblemLog {
  /** The source has this problem now, or none (`null`). */
  set(source: string, problem: string | null): void;
  /** Ends all problems without a line. */
  close(): void;
}

interface State {
  problem: string | null;
  since: number;
  /** Whether the log says that the source has a problem. */
  isLogged: boolean;
  /** When each reason was logged last. */
  readonly logged: Map<string, number>;
  timer: NodeJS.Timeout | undefined;
}

/**
 * A problem is logged when it begins, when its reason changes, and again after each `LOG_AGAIN_MS` while it lasts. The
 * same reason is never logged more often, with one exception: a problem that ended and returns is logged again when it
 * has lasted for `RETURN_MS`, because the log says that it ended. Digits are not a difference between reasons.
 */
export function createProblemLog(lines: ProblemLines): ProblemLog {
  const states = new Map<string, State>();

  const arm = (state: State, ms: number, write: () => void): void => {
    clearTimeout(state.timer);
    state.timer = setTimeout(write, ms).unref();
  };

  const note = (source: string, state: State, problem: string): void => {
    state.isLogged = true;
    state.logged.set(reasonOf(problem), monotonicNow());
    arm(state, LOG_AGAIN_MS, () => again(source, state));
  };

  const again = (source: string, state: State): void => {
    const { problem, since } = state;
    if (problem === null) return;
    lines.lasts(source, problem, monotonicNow() - since);
    note(source, state, problem);
  };

  const end = (source: string, state: State): void => {
    clearTimeout(state.timer);
    const { isLogged, since } = state;
    state.problem = null;
    state.isLogged = false;
    if (isLogged) lines.ended(source, monotonicNow() - since);
  };

  const isNews = ({ logged }: State, problem: string): boolean => {
    const now = monotonicNow();
    for (const [reason, at] of logged) if (now - at >= LOG_AGAIN_MS) logged.delete(reason);
    return !logged.has(reasonOf(problem)) && logged.size < MOST_REASONS;
  };

  return {
    set(source, problem) {
      const state = states.get(source) ?? {
        problem: null,
        since: 0,
        isLogged: false,
        logged: new Map<string, number>(),
        timer: undefined,
      };
      states.set(source, state);
      if (problem === state.problem) return;
      if (problem === null) {
        end(source, state);
        return;
      }
      const returns = state.problem === null;
      if (returns) state.since = monotonicNow();
      state.problem = problem;
      if (isNews(state, problem)) {
        lines.began(source, problem);
        note(source, state, problem);
      } else if (returns) arm(state, RETURN_MS, () => again(source, state));
    },
    close() {
      for (const { timer } of states.values()) clearTimeout(timer);
      states.clear();
    },
  };
}

function reasonOf(problem: string): string {
  return problem.replaceAll(/\d+/g, '#');
}
