import {
  codeParts,
  exchangesIn,
  importEdits,
  openRenamer,
  type RenamedExports,
  type Renamer,
  type TemplateChange,
  type TextEdit,
} from '../../../lib/rename/index.ts';
import { isFault, parseModule } from '../../../lib/verify/index.ts';
import { isTest, isTypeScript, type ProjectFiles } from './project-files.ts';

/** A generated file with the place that it has on disk. */
export interface GeneratedChange {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  readonly change: TemplateChange;
}

/** Edits of code by file, in which what is generated has other names. */
export interface CodeEdits {
  readonly byFile: ReadonlyMap<string, readonly TextEdit[]>;
  /** Whether a type checker found them: it knows the names of properties too. */
  readonly isTyped: boolean;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Names in a generated file, as it is on disk, that become other names. */
function renamedNames(text: string, change: TemplateChange): { place: number; to: string }[] {
  const { names } = codeParts(text);
  return exchangesIn(text, change).flatMap(({ start, text: to }) =>
    names.has(start) && IDENTIFIER.test(to) ? [{ place: start, to }] : [],
  );
}

const isOutside = (path: string): boolean =>
  path.startsWith('..') || path.split('/').includes('node_modules') || path.startsWith('vendor/');

async function typedEdits(
  renamer: Renamer,
  changes: readonly GeneratedChange[],
  files: ProjectFiles,
): Promise<Map<string, TextEdit[]>> {
  const byFile = new Map<string, TextEdit[]>();
  const done = new Set<string>();
  const isEdited = ({ path, change }: GeneratedChange): boolean => files.text(path) !== change.before;
  // If nobody edited a file, each place is certain to be the generator's own.
  const sureFirst = changes.toSorted((one, other) => Number(isEdited(one)) - Number(isEdited(other)));
  for (const { path, change } of sureFirst) {
    const text = files.text(path);
    if (text === null) continue;
    for (const { place, to } of renamedNames(text, change)) {
      if (done.has(`${path}:${place}`)) continue;
      const found = await renamer.rename(path, place, to);
      // A name declared by the runtime or a package does not change.
      if (found === null || [...found.keys()].some(isOutside)) continue;
      for (const [file, edits] of found) {
        for (const { start } of edits) done.add(`${file}:${start}`);
        byFile.set(file, [...(byFile.get(file) ?? []), ...edits]);
      }
    }
  }
  return byFile;
}

/** Exports of generated files that get another name. */
async function renamedExports(changes: readonly GeneratedChange[]): Promise<RenamedExports> {
  const renamed = new Map<string, Map<string, string>>();
  for (const { path, change } of changes) {
    const parsed = await parseModule(change.before, path);
    if (isFault(parsed)) continue;
    const { names } = codeParts(change.before);
    const own = new Map<string, string>();
    for (const { start, text } of exchangesIn(change.before, change)) {
      const name = names.get(start);
      if (name !== undefined && parsed.exports.has(name) && IDENTIFIER.test(text)) own.set(name, text);
    }
    if (own.size > 0) renamed.set(path, own);
  }
  return renamed;
}

/**
 * Follows names of generated code through the code of a project.
 * @param root Absolute and real.
 */
export async function ownersEdits(
  root: string,
  changes: readonly GeneratedChange[],
  { files, keepsLocalNames }: { readonly files: ProjectFiles; readonly keepsLocalNames: boolean },
): Promise<CodeEdits> {
  const inCode = changes.filter(
    ({ path, change }) =>
      isTypeScript(path) && (change.isRename || isTest(path)) && change.exchanged.length > 0,
  );
  if (inCode.length === 0) return { byFile: new Map(), isTyped: true };
  const renamer = await openRenamer(root, { read: (path) => files.text(path) ?? '', keepsLocalNames });
  if (renamer !== null) {
    try {
      return { byFile: await typedEdits(renamer, inCode, files), isTyped: true };
    } finally {
      renamer.close();
    }
  }
  const renamed = await renamedExports(inCode);
  const generated = new Set(inCode.map(({ path }) => path));
  const others = files.paths.filter((path) => isTypeScript(path) && !generated.has(path));
  const byFile = others.map((path) => [path, importEdits(files.text(path) ?? '', path, renamed)] as const);
  return { byFile: new Map(byFile.filter(([, edits]) => edits.length > 0)), isTyped: false };
}
