import { isRefused, type Answer, type Plan, type Question } from '../../../lib/reconcile/index.ts';
import { showClash, showDiff, showFiles } from '../../../lib/report/index.ts';
import { isSound } from '../../../lib/verify/index.ts';
import { deletedFiles } from './deletions.ts';
import { editClash, editorCommand } from './edit.ts';
import { stopped, type Ask } from '../prompts/index.ts';

/** Shows the planned changes and asks for confirmation. Throws `stopped` if the answer is no. */
export async function confirmPlan(plan: Plan, diff: boolean, ask: Ask): Promise<void> {
  if (plan.changes.length === 0 || isRefused(plan)) return;
  process.stdout.write(showFiles(plan.files));
  if (diff) process.stdout.write(await showDiff(plan));
  const deleted = deletedFiles(plan).length;
  const files = deleted === 1 ? 'file that is' : 'files that are';
  const also = deleted === 0 ? '' : `, and delete ${deleted} ${files} no longer generated`;
  const { write } = await ask<{ write: boolean }>([
    { type: 'confirm', name: 'write', message: `Write this to ${plan.root}${also}?`, default: true },
  ]);
  if (!write) throw stopped();
}

const KEEP = { value: 'ours', name: 'keep your lines' };
const TAKE = { value: 'theirs', name: "take the generator's lines" };
const MARK = { value: 'markers', name: 'write both with conflict markers, to resolve later' };
const SKIP = { value: 'skip', name: 'leave the file as it is; the next run asks again' };

const BOTH = { value: 'both', name: "keep both: your lines, then the generator's" };
const REST = [
  { value: 'ours-for-the-rest', name: 'keep your lines, here and in all the rest' },
  { value: 'theirs-for-the-rest', name: "take the generator's lines, here and in all the rest" },
];

type Choice = { readonly value: string; readonly name: string };

/** A file that is replaced or left as a whole has no lines to choose from. */
function choicesFor({ clashes }: Question, both: string | null, rest: boolean): readonly Choice[] {
  const forTheRest = rest ? REST : [];
  if (clashes.length === 0) return [KEEP, TAKE, SKIP, ...forTheRest].map((choice) => wholly(choice));
  const edit = { value: 'edit', name: `edit the file in ${editorCommand(process.env)}` };
  return [KEEP, TAKE, ...(both === null ? [] : [BOTH]), edit, MARK, SKIP, ...forTheRest];
}

/** Returns both sides' lines if the resulting file is valid; otherwise null. */
async function withBoth({ path, clashes, withBoth: both }: Question): Promise<string | null> {
  if (clashes.length === 0) return null;
  return (await isSound(path, both)) ? both : null;
}

function wholly({ value, name }: { value: string; name: string }): { value: string; name: string } {
  return { value, name: name.replace(/lines$/, 'file') };
}

/**
 * Shows a conflict as a diff and asks how to settle it; asks again after an invalid edit.
 * @param forTheRest Called with an answer for all later files; absent: there are none.
 */
export async function askConflict(
  question: Question,
  ask: Ask,
  forTheRest?: (answer: 'ours' | 'theirs') => void,
): Promise<Answer> {
  const { path, clashes, withOurs, withTheirs } = question;
  process.stdout.write(await showClash(path, withOurs, withTheirs));
  const both = clashes.length === 0 ? 'you and the generator changed it' : 'both changed the same lines';
  const merged = await withBoth(question);
  let begun = question.withMarkers;
  let fault: string | null = null;
  for (;;) {
    const message = fault === null ? `${path}: ${both}` : `${path}: ${fault}`;
    const { answer } = await ask<{
      answer: Exclude<Answer, object> | 'edit' | 'both' | `${'ours' | 'theirs'}-for-the-rest`;
    }>([
      {
        type: 'select',
        name: 'answer',
        message,
        choices: choicesFor(question, merged, forTheRest !== undefined),
        default: fault === null ? 'ours' : 'edit',
      },
    ]);
    if (answer === 'both') return { text: merged ?? question.withOurs };
    if (answer === 'ours-for-the-rest' || answer === 'theirs-for-the-rest') {
      const side = answer === 'ours-for-the-rest' ? 'ours' : 'theirs';
      forTheRest?.(side);
      return side;
    }
    if (answer !== 'edit') return answer;
    const edited = await editClash(question, begun);
    if (edited.fault === null) return { text: edited.text };
    begun = edited.text;
    fault = edited.fault;
  }
}

/** Asks about each file once per run. A contract is settled before files are rendered from it, and written later. */
export function rememberingAnswers(ask: Ask): (question: Question) => Promise<Answer> {
  const known = new Map<string, Answer>();
  let rest: Answer | null = null;
  return async (question) => {
    const answer =
      known.get(question.path) ?? rest ?? (await askConflict(question, ask, (side) => void (rest = side)));
    known.set(question.path, answer);
    return answer;
  };
}
