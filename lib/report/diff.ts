import { paint, visible } from 'onex-cli-kit';
import type { Plan } from '../reconcile/index.ts';
import { planDiff } from '../reconcile/index.ts';

function paintLine(line: string): string {
  if (line.startsWith('+++') || line.startsWith('---')) return paint('strong', line);
  if (line.startsWith('@@')) return paint('accent', line);
  if (line.startsWith('+')) return paint('good', line);
  if (line.startsWith('-')) return paint('bad', line);
  return line;
}

/** Returns a line of a file in a form that is safe for a terminal; tabs stay. */
const shown = (line: string): string => line.split('\t').map(visible).join('\t');

const painted = (patch: string): string =>
  patch
    .split('\n')
    .map((line) => paintLine(shown(line)))
    .join('\n');

async function patch(from: string, to: string, before: string, after: string): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return painted(createTwoFilesPatch(from, to, before, after, '', '', options));
}

/** Returns the two sides of a conflict as a unified diff; texts with LF line ends. */
export async function showClash(path: string, ours: string, theirs: string): Promise<string> {
  return patch(`${path} (yours)`, `${path} (the generator's)`, ours, theirs);
}

/** Returns the user's changes of a generated file as a unified diff; texts with LF line ends. */
export async function showEdits(path: string, base: string, ours: string): Promise<string> {
  return patch(`${path} (as generated)`, `${path} (yours)`, base, ours);
}

/** Returns the changes of a plan, line by line. */
export async function showDiff(plan: Plan): Promise<string> {
  return painted(await planDiff(plan));
}
