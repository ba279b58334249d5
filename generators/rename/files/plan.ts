import { resolve } from 'node:path';
import { conflictMessage } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import {
  conflictLines,
  mergeTexts,
  realDisk,
  reformatted,
  type Basis,
  withGitAttributes,
  type Plan,
} from '../../../lib/reconcile/index.ts';
import { planRewrite, type MovedFile, type RewrittenUnit } from '../../../lib/reconcile/rewrite/index.ts';
import {
  applyEdits,
  carriedText,
  explainer,
  pathEdits,
  wordsOf,
  type NamePair,
} from '../../../lib/rename/index.ts';
import { configEdits } from './config-files.ts';
import { generatedChanges } from './generated-changes.ts';
import { movedPaths } from './moves.ts';
import { ownersEdits, type CodeEdits, type GeneratedChange } from './owners-code.ts';
import { isCode, isTest, projectFiles, type ProjectFiles } from './project-files.ts';
import type { UnitPair } from '../contracts/render-both.ts';

export interface PlanRequest {
  /** Absolute and real. */
  readonly root: string;
  readonly pairs: readonly UnitPair[];
  /** Contracts on disk by path, and the text that each gets. */
  readonly contracts: ReadonlyMap<string, string>;
  readonly names: readonly NamePair[];
  /** String literals of generated code that name what is renamed. */
  readonly literals: ReadonlyMap<string, string>;
  /** Full names that configuration files may hold. */
  readonly wholeNames: readonly NamePair[];
  /** Whether only names of properties change, so that variables in the owner's code keep theirs. */
  readonly keepsLocalNames: boolean;
  /** What else becomes of a file, by its path before the run; null: nothing. */
  readonly rewriteOf: (path: string) => ((text: string) => string) | null;
  readonly basis: Basis;
  readonly dryRun: boolean;
}

export interface RenamePlan {
  readonly plan: Plan;
  /** Texts after the run, by their path then; null of a binary. */
  readonly texts: ReadonlyMap<string, () => string | null>;
  /** Names in generated files that contained the old name. */
  readonly oldWords: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

const UNTYPED =
  'TypeScript 7 is not installed in the project, so names of properties in your own code are not changed; install the packages of the project first, or change the places below';

function refuseConflict(root: string, path: string, text: string): void {
  const [line] = conflictLines(text, path);
  if (line === undefined) return;
  throw new UserError('ERR_ONEX_CONFLICT_MARKERS', conflictMessage(path, line, resolve(root, path)), {
    exitCode: 2,
  });
}

/** The record of a unit after the rename: what the generator would write now. */
function rewrittenUnit({ from, to, recorded, after, files }: UnitPair): RewrittenUnit {
  return {
    from,
    to,
    name: after.name,
    answers: after.answers,
    state: recorded,
    files: new Map(files.map((file) => [file.from, { path: file.to, base: file.after }])),
  };
}

/** Plans everything that a rename changes on disk. */
export async function planRename(request: PlanRequest): Promise<RenamePlan> {
  const { root, pairs, names, keepsLocalNames, basis, dryRun } = request;
  const files = projectFiles(root);
  const moved = movedPaths(pairs, request.wholeNames);
  const generated = await generatedChanges(pairs, { root, files, explains: explainer(names) });
  const code = await ownersEdits(root, generated, { files, keepsLocalNames });
  const changes = new Map(generated.map((one) => [one.path, one]));
  const newTexts = new Map<string, string>();
  for (const path of files.paths) {
    const text = await newText(path, { ...request, files, moved, code, changes });
    const rewrite = request.rewriteOf(path);
    const current = rewrite && (text ?? files.text(path));
    const rewritten = rewrite && current !== null ? rewrite(current) : text;
    if (rewritten !== null) newTexts.set(path, rewritten);
  }
  const movements = files.paths.flatMap((path): MovedFile[] => {
    const to = moved(path);
    const text = newTexts.get(path) ?? null;
    return to === path && text === null ? [] : [{ from: path, to, text }];
  });
  for (const { from } of movements) refuseConflict(root, from, files.text(from) ?? '');
  refuseLinks(files, moved);
  const plan = planRewrite({
    root,
    files: movements,
    units: pairs.map(rewrittenUnit),
    options: { generatorVersion: GENERATOR_VERSION, onConflict: 'fail', basis, dryRun },
    disk: realDisk,
  });
  const texts = files.paths.map(
    (path) => [moved(path), () => newTexts.get(path) ?? files.text(path)] as const,
  );
  const untyped = code.isTyped || !generated.some(({ path }) => isCode(path)) ? [] : [UNTYPED];
  return {
    plan: withGitAttributes(plan),
    texts: new Map(texts),
    oldWords: oldWords(generated),
    warnings: untyped,
  };
}

/** Longer names that were made of the old one, such as `HandlerCreate`. */
function oldWords(changes: readonly GeneratedChange[]): ReadonlySet<string> {
  const words = changes.flatMap(({ change: { before, exchanged } }) => {
    const all = wordsOf(before);
    return exchanged.flatMap(({ start, length }) => (length === 1 ? [all[start]!.text] : []));
  });
  return new Set(words.filter((word) => /[a-z][A-Z]|_|^[A-Z0-9]{3,}$/.test(word)));
}

function refuseLinks({ links }: ProjectFiles, moved: (path: string) => string): void {
  const link = links.find((path) => moved(path) !== path);
  if (link === undefined) return;
  throw new UserError(
    'ERR_ONEX_UNSAFE_PATH',
    `${link} is a symbolic link in a folder that moves; remove it, and create it again after the rename`,
  );
}

interface Carrying extends PlanRequest {
  readonly files: ProjectFiles;
  readonly moved: (path: string) => string;
  readonly code: CodeEdits;
  readonly changes: ReadonlyMap<string, GeneratedChange>;
}

/** The text that a file has after the rename; null where it stays as it is. */
async function newText(path: string, carrying: Carrying): Promise<string | null> {
  const { contracts, files, moved, code, changes, literals, wholeNames } = carrying;
  const contract = contracts.get(path);
  if (contract !== undefined) return contract;
  const generated = changes.get(path);
  const known = code.byFile.get(path) ?? [];
  if (generated === undefined && known.length === 0 && !isCode(path) && !path.startsWith('config/'))
    return null;
  const ours = files.text(path);
  if (ours === null) return null;
  const paths = isCode(path) ? pathEdits(ours, path, { moved, exists: (one) => files.exists(one) }) : [];
  if (generated !== undefined) {
    const merge = (texts: { base: string; ours: string; theirs: string }) => mergeTexts(path, texts, 'ours');
    const { change } = generated;
    const isEdited = change.isRename && ours !== change.before;
    const same = isEdited ? await reformatted([{ path, generated: change.before, ours }], null) : null;
    const text = await carriedText(
      {
        ours,
        change,
        isReformatted: same?.has(path) ?? false,
        edits: [...known, ...paths],
        literals,
        isTest: isTest(path),
        isTyped: code.isTyped && isCode(path),
      },
      merge,
    );
    return text === ours ? null : text;
  }
  const edits = path.startsWith('config/') ? configEdits(path, ours, wholeNames) : [];
  const text = applyEdits(ours, [...known, ...paths, ...edits]);
  return text === ours ? null : text;
}
