import { existsSync } from 'node:fs';
import path from 'node:path';

/** Folder of the records; POSIX, relative to the root. */
export const RECORDS_FOLDER = '.onex/event-bus';
/** The single file in which release 0.1 stored all records. */
export const FORMER_PATH = '.onex/event-bus.json';

const END = '.json';

/**
 * Returns the path of a source file's record. A folder whose name looks like a record's gets an additional `~`, because
 * `a.ts` and a folder `a.ts.json` may be siblings.
 * @param source POSIX, relative to the root.
 */
export function recordPathOf(source: string): string {
  const folders = source.split('/');
  const name = folders.pop() ?? '';
  const escaped = folders.map((folder) => (/\.json~*$/i.test(folder) ? `${folder}~` : folder));
  return [RECORDS_FOLDER, ...escaped, name + END].join('/');
}

/** Returns the source file of a record's path, which starts with the folder of the records; null for any other file. */
export function sourceOf(recordPath: string): string | null {
  if (!recordPath.endsWith(END)) return null;
  const folders = recordPath.slice(RECORDS_FOLDER.length + 1, -END.length).split('/');
  const name = folders.pop() ?? '';
  const source = [...folders.map((folder) => folder.replace(/(\.json~*)~$/i, '$1')), name].join('/');
  return recordPathOf(source) === recordPath ? source : null;
}

/** Whether there are any records. @param root Absolute. */
export function hasRecords(root: string): boolean {
  return [RECORDS_FOLDER, FORMER_PATH].some((one) => existsSync(path.join(root, one)));
}
