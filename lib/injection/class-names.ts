import { openFile } from './survey/index.ts';
import type { InjectionSource } from './types.ts';

/** Returns the names of all classes of a file as a record stores them; null if the file cannot be parsed. */
export function classNamesIn(source: InjectionSource): readonly string[] | null {
  const opened = openFile(source);
  return opened.ok ? opened.file.survey.classes.flatMap(({ name }) => name ?? []) : null;
}
