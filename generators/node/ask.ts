import { UserError } from '../../lib/errors/index.ts';
import type { Answer, Plan, Question } from '../../lib/reconcile/index.ts';
import { showClash, showDiff, showFiles } from '../../lib/report/index.ts';

/** Asks questions by inquirer; resolves with the answers by the questions' names. */
export type Ask = <Answers extends Record<string, unknown>>(
  questions: readonly Record<string, unknown>[],
) => Promise<Answers>;

/** What is thrown when somebody stops a run before anything is written. */
export const stopped = (): UserError => new UserError('stopped; nothing was written', { exitCode: 130 });

/** Shows what will be written and asks whether to. Throws `stopped` when the answer is no. */
export async function confirmPlan(plan: Plan, diff: boolean, ask: Ask): Promise<void> {
  if (plan.changes.length === 0) return;
  process.stdout.write(showFiles(plan.files));
  if (diff) process.stdout.write(await showDiff(plan));
  const { write } = await ask<{ write: boolean }>([
    { type: 'confirm', name: 'write', message: `Write this to ${plan.root}?`, default: true },
  ]);
  if (!write) throw stopped();
}

const CHOICES = [
  { value: 'ours', name: 'keep your lines' },
  { value: 'theirs', name: "take the generator's lines" },
  { value: 'markers', name: 'write both with conflict markers' },
  { value: 'skip', name: 'leave the file as it is for now' },
];

/** Shows a clash as a diff and asks what becomes of it. */
export async function askConflict(question: Question, ask: Ask): Promise<Answer> {
  process.stdout.write(await showClash(question.path, question.ours, question.theirs));
  const message = `${question.path}: you and the generator changed the same lines`;
  const { answer } = await ask<{ answer: Exclude<Answer, object> }>([
    { type: 'select', name: 'answer', message, choices: CHOICES },
  ]);
  return answer;
}
