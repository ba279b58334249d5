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
  // Nothing is written of it yet; what there is to decide is shown as it would be between markers.
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

/** What a plan would change, as one unified diff; empty when nothing changes. Uncoloured. */
export async function planDiff(plan: Plan): Promise<string> {
  const parts = await Promise.all(plan.files.filter(changes).map(fileDiff));
  return parts.join('');
}
