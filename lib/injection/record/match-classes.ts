import type { ClassPlace, OpenFile } from '../survey/index.ts';
import type { InjectionRecord, RecordedClass } from '../types.ts';

type Rule = (recorded: RecordedClass, place: ClassPlace, file: OpenFile) => boolean;

/**
 * Signs that a class is the recorded one, the most reliable first. A name is not enough if several classes have it, as
 * in minified files, or if the user gave it to a new class. A renamed class is identified by its inserted pieces.
 */
const RULES: readonly Rule[] = [
  (recorded, place, file) =>
    place.opensBus && place.name === recorded.name && holds(file.text, recorded, place, 'all'),
  (recorded, place, file) =>
    place.opensBus && place.name === recorded.name && hasIdentity(file.text, recorded, place),
  (recorded, place) => place.opensBus && place.name === recorded.name,
  (recorded, place, file) => place.opensBus && holds(file.text, recorded, place, 'all'),
  (recorded, place, file) => place.opensBus && holds(file.text, recorded, place, 'some'),
  (recorded, place) => place.name === recorded.name,
  (_, place) => place.opensBus,
];

/** Matches the classes of the file with those of the record, one to one. Removed classes are left out. */
export function matchClasses(
  file: OpenFile,
  record: InjectionRecord,
): ReadonlyMap<RecordedClass, ClassPlace> {
  const matched = new Map<RecordedClass, ClassPlace>();
  const free = new Set(file.survey.classes);
  // The insertions of one class may be part of those of another, so the longest are matched first.
  const longestFirst = record.classes.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  for (const rule of RULES) {
    for (const recorded of longestFirst) {
      if (matched.has(recorded)) continue;
      const place = firstFit(free, (one) => rule(recorded, one, file));
      if (place === null) continue;
      matched.set(recorded, place);
      free.delete(place);
    }
  }
  return matched;
}

function firstFit(free: ReadonlySet<ClassPlace>, fits: (place: ClassPlace) => boolean): ClassPlace | null {
  for (const place of free) if (fits(place)) return place;
  return null;
}

const bodies = new WeakMap<ClassPlace, string>();

/** Returns the text of a class with LF line ends. It is compared with the insertions of each recorded class. */
function bodyOf(text: string, place: ClassPlace): string {
  const known = bodies.get(place) ?? withLf(text.slice(place.node.start, place.node.end));
  bodies.set(place, known);
  return known;
}

function lengthOf({ insertions }: RecordedClass): number {
  return insertions.reduce((sum, { text }) => sum + text.length, 0);
}

/** Whether a class is announced under the recorded node name, with any kind of quotes. */
function hasIdentity(text: string, { insertions }: RecordedClass, place: ClassPlace): boolean {
  const code = insertions.map((one) => one.text).join('\n');
  const name = /\bnodeName: ['"](\w+)['"]/.exec(code)?.[1];
  return name !== undefined && new RegExp(`\\bnodeName: ['"]${name}['"]`).test(bodyOf(text, place));
}

/** Whether all or some of the inserted text is in the class, with any line ends. */
function holds(
  text: string,
  { insertions }: RecordedClass,
  place: ClassPlace,
  share: 'all' | 'some',
): boolean {
  const body = bodyOf(text, place);
  if (share === 'all') return insertions.every((one) => body.includes(withLf(one.text)));
  // Fields alone may occur in any class.
  return insertions.some((one) =>
    one.pieces.some((piece) => {
      const code = withLf(one.text.slice(piece.start, piece.end));
      return /\b(?:open|close)EventBus\b/.test(code) && body.includes(code);
    }),
  );
}

function withLf(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
