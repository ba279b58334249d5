import { openFile } from './survey/index.ts';
import type { InjectionSource } from './types.ts';

/** Names of all classes of a file, as a record has them; null where the file cannot be read as code. */
export function classNamesIn(source: InjectionSource): readonly string[] | null {
  const opened = openFile(source);
  return opened.ok ? opened.file.survey.classes.flatMap(({ name }) => name ?? []) : null;
}
