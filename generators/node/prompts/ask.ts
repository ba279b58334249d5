import { UserError } from '../../../lib/errors/index.ts';

/** A question for inquirer. Its name is that of the option that it replaces. */
export type PromptQuestion = Record<string, unknown> & { readonly name: string };

/** Returns the error of a check as inquirer shows it below the question; true if the check passes. */
export function passes(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The same for an asynchronous check. */
export async function passesLater(check: () => Promise<unknown>): Promise<true | string> {
  try {
    await check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}

export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Asks questions through inquirer; resolves with the answers by the questions' names. */
export type Ask = <Answers extends Record<string, unknown>>(
  questions: readonly Record<string, unknown>[],
) => Promise<Answers>;

/** Returns the error for a run that the user stops before anything is written. */
export const stopped = (): UserError =>
  new UserError('ERR_ONEX_INTERRUPTED', 'stopped; nothing was written', { exitCode: 130 });
