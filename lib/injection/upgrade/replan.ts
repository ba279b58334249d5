import { splice, type Draft, type FileNames } from '../pieces/index.ts';
import {
  constantNameOf,
  cut,
  type LocatedClass,
  type PresentClass,
  type Range,
  recordedAnswers,
  recordedGlobal,
  recordedNames,
  specifiersOf,
  textOfPieces,
} from '../record/index.ts';
import { binds, type Opener, type OpenFile } from '../survey/index.ts';
import { draftsOf, planInsertions, recordOf } from '../plan/index.ts';
import { piecesOf } from './merge/index.ts';
import type { InjectionOptions, InjectionReason, InjectionRecord } from '../types.ts';

export type Replanned = {
  /** Identifiers of the file without the pieces. */ readonly bareNames: readonly string[];
} & (
  | { readonly ok: false; readonly reason: InjectionReason }
  | {
      readonly ok: true;
      readonly fileDrafts: readonly Draft[];
      readonly drafts: ReadonlyMap<LocatedClass, readonly Draft[]>;
      /** The output of a first run on the file without the pieces, with its record. */
      readonly text: string;
      readonly record: InjectionRecord;
    }
);

/**
 * Plans the insertions for the file without the pieces of earlier runs, in their form and under their names. The plan
 * shows where restored pieces and pieces new in this version go. It fails if the user's edits make a class unfit for
 * the bus.
 * @param fresh Names for the file as it is.
 * @param names Names of each class, as its pieces show them.
 * @param ofFile The text inserted at the top of the file.
 */
export function replan(
  file: OpenFile,
  classes: readonly PresentClass[],
  ranges: readonly Range[],
  fresh: FileNames,
  names: ReadonlyMap<LocatedClass, FileNames>,
  ofFile: string,
  options: InjectionOptions,
  open: Opener,
): Replanned {
  const opened = open(file.bom + cut(file.text, ranges));
  if (!opened.ok) return { ok: false, reason: opened.reason, bareNames: file.survey.identifiers };
  const bare = opened.file;
  const bareNames = bare.survey.identifiers;
  const places = classes.flatMap(
    ({ place }) => bare.survey.classes[file.survey.classes.indexOf(place)] ?? [],
  );
  if (bare.survey.classes.length !== file.survey.classes.length || places.length === 0) {
    const message = 'the injected code contains a class';
    return { ok: false, bareNames, reason: { message, remedy: 'move it out', line: 1, column: 1 } };
  }
  const answersOf = (index: number): ReturnType<typeof recordedAnswers> => {
    const one = classes[index];
    if (one === undefined) return {};
    const own = names.get(one);
    const pieces = piecesOf(one.insertions);
    const global = recordedGlobal(textOfPieces(pieces));
    return { ...recordedAnswers(pieces), global, ...(own === undefined ? {} : { names: own }) };
  };
  const plan = planInsertions(bare, places, options, answersOf, topNames(bare, fresh, ofFile));
  if (!plan.ok) return { ...plan, bareNames };
  const drafts = new Map(classes.map((one, index) => [one, plan.classes[index]?.drafts ?? []] as const));
  const text = splice(bare.text, draftsOf(plan));
  return { ok: true, bareNames, fileDrafts: plan.fileDrafts, drafts, text, record: recordOf(plan) };
}

/**
 * Returns the names at the top of the file. A piece whose recorded name the user has reused since is not inserted
 * again.
 */
function topNames(bare: OpenFile, fresh: FileNames, ofFile: string): FileNames {
  const taken = (name: string): boolean => binds(bare.program, name);
  const constant = constantNameOf(ofFile);
  const free = specifiersOf(ofFile).filter((one) => !taken(one.replace(/^.* as /, '')));
  const recorded = recordedNames(fresh, ofFile, '');
  return {
    ...recorded,
    guest: { ...recorded.guest, present: taken(recorded.guest.load) },
    availablePresent: constant === null ? fresh.availablePresent : taken(constant),
    imports: () => [...new Set([...free, ...fresh.imports()])],
  };
}
