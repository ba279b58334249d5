import { ATTRIBUTES_FILE, withAttributes } from 'onex-runtime/contract';
import { realDisk, type Disk, createLocator, STORE_FOLDER, contentsOf, toBytes } from './disk/index.ts';
import { writeRefusal } from './plan/refusal.ts';
import type { Change, FilePlan, Plan } from './types.ts';

function planned(root: string, disk: Disk): { readonly file: FilePlan; readonly change: Change } | null {
  const locator = createLocator(disk, root);
  const location = locator.locate(ATTRIBUTES_FILE);
  if (location.fault !== null || writeRefusal(locator, disk, ATTRIBUTES_FILE) !== null) return null;
  const present = location.stats === null ? null : contentsOf(disk.read(location.absolute));
  const before = present === null ? '' : present.text;
  if (before === null) return null;
  const after = withAttributes(before);
  if (after === before) return null;
  const mode = location.stats === null ? 0o644 : location.stats.mode & 0o777;
  const form = present?.form ?? { bom: false, eol: '\n', open: false };
  return {
    file: {
      path: ATTRIBUTES_FILE,
      action: present === null ? 'create' : 'update',
      mode,
      from: null,
      reason: null,
      clashes: [],
      replaced: [],
      before: present === null ? null : before,
      after,
    },
    change: {
      type: 'write',
      path: ATTRIBUTES_FILE,
      before: present?.sha256 ?? null,
      contents: toBytes(after, form),
      mode,
    },
  };
}

/**
 * Adds to a plan that writes records the `.gitattributes` lines that git needs to merge them. All other lines of the
 * file stay unchanged. A file that cannot be written is left alone, and `onex doctor` reports the missing lines.
 * @param always Add the lines even if the plan writes no records.
 */
export function withGitAttributes(plan: Plan, { always = false }: { readonly always?: boolean } = {}): Plan {
  const writesRecords = plan.changes.some(
    ({ type, path }) => type === 'write' && path.endsWith(`${STORE_FOLDER}/manifest.json`),
  );
  const added = writesRecords || always ? planned(plan.root, plan.options.disk ?? realDisk) : null;
  if (added === null || plan.files.some(({ path }) => path === ATTRIBUTES_FILE)) return plan;
  return { ...plan, files: [added.file, ...plan.files], changes: [...plan.changes, added.change] };
}
