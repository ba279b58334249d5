import { UserError } from '../../../lib/errors/index.ts';

/** Asks questions by inquirer; resolves with the answers by the questions' names. */
export type Ask = <Answers extends Record<string, unknown>>(
  questions: readonly Record<string, unknown>[],
) => Promise<Answers>;

/** What is thrown when somebody stops a run before anything is written. */
export const stopped = (): UserError =>
  new UserError('ERR_ONEX_INTERRUPTED', 'stopped; nothing was written', { exitCode: 130 });
