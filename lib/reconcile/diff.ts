import type { FilePlan, Plan } from './types.ts';

const NOTHING = '/dev/null';

async function fileDiff({
  path,
  from,
  before,
  after: planned,
  action,
  undecided,
}: FilePlan): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  // An undecided file is not written yet, so the diff shows it with conflict markers.
  const after = undecided ?? planned;
  const gone = action === 'delete';
  const made = action === 'create';
  if (before === null && after === null) {
    return `Binary file ${path} ${gone ? 'is deleted' : 'is written'}\n`;
  }
  return createTwoFilesPatch(
    made ? NOTHING : `a/${from ?? path}`,
    gone ? NOTHING : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  );
}

function changes({ action, before, after, from, undecided }: FilePlan): boolean {
  if (action === 'create' || action === 'delete') return true;
  if (action === 'refused' || action === 'kept-deleted') return false;
  return undecided !== undefined || from !== null || before !== after;
}

/** Returns the changes of a plan as one unified diff without colors; empty if nothing changes. */
export async function planDiff(plan: Plan): Promise<string> {
  const parts = await Promise.all(plan.files.filter(changes).map(fileDiff));
  return parts.join('');
}
