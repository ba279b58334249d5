import { UserError } from '../../../lib/errors/index.ts';

/** A question as inquirer takes it; its name is the option that it stands for. */
export type PromptQuestion = Record<string, unknown> & { readonly name: string };

/** What inquirer shows below the question for what a check throws; true when it throws nothing. */
export function passes(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The same of a check that takes its time. */
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

/** Asks questions by inquirer; resolves with the answers by the questions' names. */
export type Ask = <Answers extends Record<string, unknown>>(
  questions: readonly Record<string, unknown>[],
) => Promise<Answers>;

/** What is thrown when somebody stops a run before anything is written. */
export const stopped = (): UserError =>
  new UserError('ERR_ONEX_INTERRUPTED', 'stopped; nothing was written', { exitCode: 130 });
