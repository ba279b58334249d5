import type { InjectionRecord } from '../../../lib/injection/index.ts';
import { sourceFiles, type TextOf } from '../moves/index.ts';
import type { FileOutcome } from '../inject/index.ts';
import type { Records } from '../records/index.ts';

/** A class that this run changed. */
interface ChangedClass {
  readonly file: string;
  readonly name: string;
  /** Fields of the first design that it no longer has. */
  readonly lost: readonly string[];
}

/** Members of the first design with unique names. */
const TELLING = ['eventPublisher', 'publishIntrospectionEvent'];

/**
 * Returns lines of other files that use a field which an upgrade of the first design removed. In JavaScript, they would
 * silently do nothing. They are found by their text: this function reports and changes nothing.
 * @param root Absolute.
 * @param before Records of the files before this run.
 */
export function usesOfLostFields(
  root: string,
  outcomes: readonly FileOutcome[],
  before: Records,
  textOf: TextOf,
): readonly string[] {
  const classes = outcomes.flatMap((outcome) => changedClasses(outcome, before));
  if (classes.length === 0) return [];
  const byName = Map.groupBy(classes, ({ name }) => name);
  return sourceFiles(root).flatMap((file) => {
    const text = textOf(file) ?? '';
    const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu));
    return [...words].flatMap((word) => {
      const named = byName.get(word) ?? [];
      const known =
        named.length === 0 || isImported(word, text) ? named : named.filter((one) => one.file === file);
      return known.flatMap((one) => usesIn(file, text, one));
    });
  });
}

function isImported(name: string, text: string): boolean {
  const word = name.replaceAll('$', '\\$');
  return new RegExp(`\\b(?:import|require)\\b[^;]*(?<![\\w$])${word}(?![\\w$])`).test(text);
}

function changedClasses({ plan, change, record }: FileOutcome, before: Records): readonly ChangedClass[] {
  const file = plan.path;
  if (change === null || record === null) return [];
  return record.classes.flatMap((one): readonly ChangedClass[] => {
    const now = piecesOf(one);
    if (one.name === null || now.some((piece) => piece.startsWith('field:'))) return [];
    const known = before.get(file)?.classes.find(({ name }) => name === one.name);
    const then = known === undefined ? [] : piecesOf(known);
    const kept = new Set(now);
    const gone = new Set(then.filter((piece) => !kept.has(piece)).map((piece) => piece.replace(/^\w+:/, '')));
    const lost = TELLING.filter((name) => gone.has(name));
    return lost.length === 0 ? [] : [{ file, name: one.name, lost }];
  });
}

function piecesOf({ insertions }: InjectionRecord['classes'][number]): readonly string[] {
  return insertions.flatMap(({ pieces }) => pieces.map(({ name }) => name));
}

function usesIn(file: string, text: string, { file: own, name, lost }: ChangedClass): string[] {
  if (file === own) return [];
  const places = [...text.matchAll(new RegExp(`\\.(${lost.join('|')})\\b`, 'g'))];
  return places.map(({ index, 1: member }) => {
    const line = text.slice(0, index).split('\n').length;
    return `${file}:${line}: uses ${member}, which ${name} no longer has; use eventBusOf of onex-runtime/event-bus`;
  });
}
