import type { InjectionRecord } from '../../lib/injection/index.ts';
import { sourceFiles } from './moves/source-files.ts';
import type { TextOf } from './identities/index.ts';
import type { FileOutcome } from './settle-files.ts';
import type { Records } from './records/index.ts';

/** A class whose type or fields this run changed. */
interface ChangedClass {
  readonly file: string;
  readonly name: string;
  /** Public methods that it did not have. */
  readonly added: readonly string[];
  /** Fields of the first design that it does not have any more. */
  readonly lost: readonly string[];
}

/** Members of the first design whose names nothing else has. */
const TELLING = ['eventPublisher', 'publishIntrospectionEvent'];

/**
 * Lines of the project that may no longer compile or publish, because a class got public methods or lost the fields of
 * the first design. Found by their text: it reports and changes nothing.
 * @param root absolute
 * @param before Records of the files before this run.
 */
export function typeUses(
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
    const [kept, had] = [new Set(now), new Set(then)];
    const gone = new Set(then.filter((piece) => !kept.has(piece)).map((piece) => piece.replace(/^\w+:/, '')));
    const methods = now.filter((piece) => piece.startsWith('method:') && !had.has(piece));
    const added = methods.map((piece) => piece.slice('method:'.length));
    const lost = TELLING.filter((name) => gone.has(name));
    return added.length + lost.length === 0 ? [] : [{ file, name: one.name, added, lost }];
  });
}

function piecesOf({ insertions }: InjectionRecord['classes'][number]): readonly string[] {
  return insertions.flatMap(({ pieces }) => pieces.map(({ name }) => name));
}

function usesIn(file: string, text: string, { file: own, name, added, lost }: ChangedClass): string[] {
  const word = name.replaceAll('$', '\\$');
  const place = (offset: number): string => `${file}:${text.slice(0, offset).split('\n').length}`;
  const typed = new RegExp(
    `\\bimplements\\b[^{;]*?(?<![\\w$])${word}(?![\\w$])|\\b(?:keyof|satisfies)\\s+${word}(?![\\w$])|:\\s*${word}(?:<[^=;{}()]*>)?\\s*=\\s*\\{`,
    'g',
  );
  const methods = added.map((one) => `${one}()`).join(' and ');
  const types = added.length === 0 || !/\.[cm]?tsx?$/.test(file) ? [] : [...text.matchAll(typed)];
  const lacking = types.filter(
    ({ index }) =>
      !added.every((one) => new RegExp(`\\b${one}\\s*[(=:?]`).test(text.slice(index).split(/\n\}/)[0] ?? '')),
  );
  const uses =
    file === own || lost.length === 0 ? [] : [...text.matchAll(new RegExp(`\\.(${lost.join('|')})\\b`, 'g'))];
  return [
    ...lacking.map(
      ({ index }) => `${place(index)}: may no longer compile, because ${name} has ${methods} now`,
    ),
    ...uses.map(
      ({ index, 1: member }) =>
        `${place(index)}: uses ${member}, which ${name} does not have any more; use eventBusOf of onex-runtime/event-bus`,
    ),
  ];
}
