/**
 * Finds what a merge broke though it merged cleanly by line, by comparing the result with both sides.
 *
 * Guarantees
 * 1. What a side did on its own is never a fault: a fault holds in the result more often than both sides explain.
 * 2. Names are looked up in scopes, so a name that is bound elsewhere in the module does not hide one that is not.
 *
 * It knows one module and no types. What only the types of other modules show is left to the compiler.
 */
import { languageOf } from '../../injection/parse/language.ts';
import { walk, type Node } from '../../injection/parse/node.ts';
import type { FaultInFile } from '../types.ts';
import { placeAt } from '../types.ts';
import { addExportedTwice } from './exports.ts';
import type { Fact, Facts } from './facts.ts';
import { addUnknownMembers, containersOf } from './member-references.ts';
import { addMembersTwice } from './members.ts';
import { addUnbound } from './references.ts';
import { addDeclaredTwice } from './scopes.ts';

/** The three texts that were merged; `base` is null where it is not known. */
export interface MergedSides {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

/** Something that a merge broke. */
export interface MergeFault extends FaultInFile {
  /** The name that it is about: `total`. */
  readonly name: string;
}

/** What is said too often in a module, and which names nothing binds. */
interface Survey {
  readonly twice: Facts;
  readonly unbound: Facts;
}

function surveyOf(program: Node): Survey {
  const survey: Survey = { twice: new Map(), unbound: new Map() };
  const containers = containersOf(program);
  walk(program, (node, above) => {
    addDeclaredTwice(survey.twice, node);
    addMembersTwice(survey.twice, node);
    addExportedTwice(survey.twice, node);
    addUnbound(survey.unbound, node, above);
    addUnknownMembers(survey.unbound, node, above, containers);
  });
  return survey;
}

function newIn(
  kind: keyof Survey,
  merged: Survey,
  sides: Record<keyof MergedSides, Survey | null>,
): [string, Fact][] {
  return [...merged[kind]].filter(([key, { count }]) => {
    const of = (survey: Survey | null) => survey?.[kind].get(key)?.count ?? 0;
    const [base, ours, theirs] = [of(sides.base), of(sides.ours), of(sides.theirs)];
    if (kind === 'twice') return count > Math.max(ours, theirs);
    // A name that no side binds is a global, and each side may use it more often.
    return !(ours > 0 && theirs > 0) && count > Math.max(ours, theirs, ours + theirs - base);
  });
}

/**
 * What a merge of a TypeScript or JavaScript module broke, in the order of the text. Empty for other files, and where a
 * side does not parse.
 */
export async function mergeFaults(path: string, merged: string, sides: MergedSides): Promise<MergeFault[]> {
  const language = languageOf(path);
  if (!language) return [];
  const { parseSource } = await import('../../injection/parse/parse.ts');
  const read = (text: string | null): Survey | null => {
    const outcome = text === null ? null : parseSource(text, language);
    return outcome?.ok === true ? surveyOf(outcome.parsed.program) : null;
  };
  const [ours, theirs, result] = [read(sides.ours), read(sides.theirs), read(merged)];
  if (!ours || !theirs || !result) return [];
  const known = { base: read(sides.base), ours, theirs };
  return [...newIn('twice', result, known), ...newIn('unbound', result, known)]
    .toSorted(([, a], [, b]) => a.at - b.at)
    .map(([message, { at, name }]) => ({ ...placeAt(merged, at), message, name }));
}
