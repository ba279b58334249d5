import type { OpenFile } from './open-file.ts';
import type { ClassPlace } from './survey.ts';
import type { InjectionRecord, RecordedClass } from './types.ts';

type Rule = (recorded: RecordedClass, place: ClassPlace, file: OpenFile) => boolean;

/**
 * Signs that a class is the recorded one, the surest first. A name alone is none where several bear it, as in minified
 * files; a class that its owner renamed is known by what was put into it.
 */
const RULES: readonly Rule[] = [
  (recorded, place, file) =>
    place.opensBus && place.name === recorded.name && holdsAll(file.text, recorded, place),
  (recorded, place) => place.opensBus && place.name === recorded.name,
  (recorded, place) => place.name === recorded.name,
  (_, place) => place.opensBus,
];

/** Which class of the file is which of the record, each taken once; those that are gone are left out. */
export function matchClasses(
  file: OpenFile,
  record: InjectionRecord,
): ReadonlyMap<RecordedClass, ClassPlace> {
  const matched = new Map<RecordedClass, ClassPlace>();
  const free = new Set(file.survey.classes);
  for (const rule of RULES) {
    for (const recorded of record.classes) {
      if (matched.has(recorded)) continue;
      const place = [...free].find((one) => rule(recorded, one, file));
      if (place === undefined) continue;
      matched.set(recorded, place);
      free.delete(place);
    }
  }
  return matched;
}

function holdsAll(text: string, { insertions }: RecordedClass, { node }: ClassPlace): boolean {
  return insertions.every((insertion) => {
    const at = text.indexOf(insertion.text, node.start);
    return at >= 0 && at + insertion.text.length <= node.end;
  });
}
