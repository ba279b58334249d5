/**
 * Finds code of the project that may no longer compile, because a class got a public method that the code lacks. It is
 * for projects whose compiler cannot run. It loads Babel.
 *
 * Guarantees
 * 1. The time grows linearly with the project: each file is read once, and parsed once if it may use such a class.
 * 2. Nothing is written.
 */
import path from 'node:path';
import { typeUsesWithout, type AddedMembers } from '../../../lib/injection/index.ts';
import { sourceFiles, type TextOf } from '../moves/index.ts';

/** A file with classes that gained members. */
export interface ChangedTypes {
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly added: readonly AddedMembers[];
}

/** Maximum number of uses that are shown. */
const SHOWN = 20;

const TYPESCRIPT = /\.[cm]?tsx?$/;

/**
 * Syntax that may need all members of a class: `implements`, `satisfies`, `keyof`, and an object literal with a type.
 */
const MAY_USE = /\b(?:implements|satisfies|keyof)\b|:\s*[^\s=;(){}]+(?:\s*,[^=;(){}]*)?\s*=\s*\{/;

/**
 * @param root Absolute.
 * @param readText Returns the text of a file after the run.
 */
export function typeUseNotes(
  root: string,
  changed: readonly ChangedTypes[],
  readText: TextOf,
): readonly string[] {
  const byName = Map.groupBy(
    changed.flatMap(({ path: owner, added }) =>
      TYPESCRIPT.test(owner) ? added.map((one) => ({ ...one, owner })) : [],
    ),
    ({ className }) => className,
  );
  if (byName.size === 0) return [];
  const notes: string[] = [];
  for (const file of sourceFiles(root)) {
    const text = TYPESCRIPT.test(file) ? readText(file) : null;
    if (text === null || !MAY_USE.test(text)) continue;
    const modules = modulesIn(text);
    const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu));
    const used = [...words].flatMap((word) => byName.get(word) ?? []);
    const near = used.filter(({ owner }) => owner === file || mayImport(modules, owner));
    const types = near.map((one) => ({ ...one, isOwn: one.owner === file }));
    for (const { line, what, members } of typeUsesWithout({ path: file, text }, types)) {
      const methods = members.map((member) => `${member}()`).join(' and ');
      notes.push(`${file}:${line}: ${what}, which has ${methods} now; this may no longer compile`);
    }
  }
  const more = notes.length - SHOWN;
  return more > 0 ? [...notes.slice(0, SHOWN), `${more} more uses may no longer compile.`] : notes;
}

/** Returns the modules that a text imports, re-exports, or requires. */
function modulesIn(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from\s*|require\(\s*)(["'])(.+?)\1/g)].map(([, , name = '']) => name);
}

/**
 * Whether one of the modules has the name of a file or may re-export it: an index, or a module that is not relative.
 */
function mayImport(modules: readonly string[], owner: string): boolean {
  const stem = path.posix.basename(owner).replace(TYPESCRIPT, '');
  return modules.some((name) => {
    const last = path.posix.basename(name).replace(/\.[cm]?[jt]sx?$/, '');
    return last === stem || /^(?:\.{0,2}|index)$/.test(last) || !name.startsWith('.');
  });
}
