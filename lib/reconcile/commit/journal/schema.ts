import { z } from 'zod';
import { pathFault, STORE_FOLDER } from '../../disk/index.ts';

/** A store's own files; neither its lock nor its journal is ever a step of a run. */
const STORE_FILE = /\.onex\/(?!journal|lock)[a-z-]{1,40}\.(?:json|bin|txt)$/;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const mode = z.int().min(0).max(0o777).nullable();

/** A generated file, or one of the files that a store holds. */
export function isJournalPath(path: string): boolean {
  const [store] = STORE_FILE.exec(path) ?? [];
  if (!store) return pathFault(path) === null;
  const unit = path.slice(0, -store.length);
  return unit === '' || (unit.endsWith('/') && pathFault(unit.slice(0, -1)) === null);
}

function isFolder(path: string): boolean {
  const unit = path === STORE_FOLDER ? '' : path.replace(new RegExp(`/\\${STORE_FOLDER}$`), '');
  return unit === '' || pathFault(unit) === null;
}

const step = z.strictObject({
  type: z.enum(['write', 'remove', 'mode']),
  path: z.string().refine(isJournalPath),
  before: hash.nullable(),
  after: hash.nullable(),
  mode,
  oldMode: mode,
});

const schema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{12}$/),
  steps: z.array(step),
  folders: z.array(z.string().refine(isFolder)),
});

/** A journal, or null when the text is none. */
export function parseJournal(text: string): z.infer<typeof schema> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
