import { pathFault, STORE_FOLDER } from '../../disk/index.ts';

/** A store's own files. Neither its lock nor its journal is ever a step of a run. */
const STORE_FILE = /\.onex\/(?!journal|lock)[a-z-]{1,40}\.(?:json|bin|txt)$/;

/** Whether a path is a generated file or a file of a store. */
export function isJournalPath(path: string): boolean {
  const [store] = STORE_FILE.exec(path) ?? [];
  if (!store) return pathFault(path) === null;
  const unit = path.slice(0, -store.length);
  return unit === '' || (unit.endsWith('/') && pathFault(unit.slice(0, -1)) === null);
}

/** Whether a run may create the folder. */
export function isJournalFolder(path: string): boolean {
  const unit = path === STORE_FOLDER ? '' : path.replace(new RegExp(`/\\${STORE_FOLDER}$`), '');
  return unit === '' || pathFault(unit) === null;
}
