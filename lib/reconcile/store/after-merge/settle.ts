import { changedRanges } from '../../../alignment/index.ts';
import { leftoverLines } from '../../merge/markers.ts';
import { splitLines } from '../../merge/regions.ts';
import { contentsOf, hasHash, sha256, type Contents } from '../../disk/index.ts';
import type { ManifestEntry, ModeText } from '../index.ts';
import { commonBase } from './common-base.ts';
import { conflictLine } from 'onex-runtime/contract';

type Part = 'text' | 'ours' | 'base' | 'theirs';

const isMarker = (line: string, start: string): boolean => line === start || line.startsWith(`${start} `);

/** Returns the part of a conflict that begins at a line; null if none does. */
function partFrom(line: string, part: Part): Part | null {
  if (part === 'text') return isMarker(line, '<<<<<<<') ? 'ours' : null;
  if (part === 'ours' && isMarker(line, '|||||||')) return 'base';
  if (part !== 'theirs' && line === '=======') return 'theirs';
  return part === 'theirs' && isMarker(line, '>>>>>>>') ? 'text' : null;
}

/**
 * Resolves git's conflicts between lines that the generator wrote on both branches. Either side is correct, because the
 * next run writes the changes of both.
 * @param recorded Texts that the generator wrote to the file on some branch.
 * @returns The text with one side of each conflict; null if it has no conflict, or if one contains a user's line.
 */
function withoutConflicts(text: string, recorded: readonly string[]): string | null {
  if (conflictLine(text) === null) return null;
  const generated = new Set(recorded.flatMap((one) => one.split('\n')));
  const kept: string[] = [];
  let part: Part = 'text';
  for (const line of text.split('\n')) {
    const next = partFrom(line, part);
    if (next !== null) part = next;
    else if ((part === 'ours' || part === 'theirs') && !generated.has(line)) return null;
    else if (part === 'text' || part === 'ours') kept.push(line);
  }
  return part === 'text' ? kept.join('\n') : null;
}

/** The single entry of a path, and its base text if no branch recorded that text as a whole. */
export interface Settled {
  readonly entry: ManifestEntry;
  readonly text: string | null;
  /** The file without git's conflicts if all their lines are the generator's; null if it has no such conflict. */
  readonly resolved: string | null;
}

interface Candidate {
  readonly sha256: string;
  readonly mode: ModeText;
  readonly text: string;
}

/** Returns the number of lines by which two texts differ. */
function distance(one: string, other: string): number {
  const ranges = changedRanges(splitLines(one), splitLines(other));
  return ranges.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
}

/** Returns the recorded text that differs from the file in the fewest lines. */
function nearestTo(ours: string, candidates: readonly Candidate[]): Candidate {
  return candidates.toSorted((a, b) => distance(a.text, ours) - distance(b.text, ours))[0]!;
}

const byHash = (a: { readonly sha256: string | null }, b: { readonly sha256: string | null }): number =>
  (a.sha256 ?? '') < (b.sha256 ?? '') ? -1 : 1;

/** Recorded texts, including pending ones: a pending text becomes the base once its conflict is resolved. */
function candidatesOf(
  entries: readonly ManifestEntry[],
  textOf: (sha256: string) => string | null,
): readonly Candidate[] {
  const recorded = entries.flatMap(({ pending, sha256: hash, mode, binary }) => [
    ...(pending === undefined ? [] : [{ sha256: pending.sha256, mode: pending.mode }]),
    ...(hash === null || binary ? [] : [{ sha256: hash, mode }]),
  ]);
  const unique = new Map(recorded.map((one) => [one.sha256, one]));
  return [...unique.values()].toSorted(byHash).flatMap((one) => {
    const text = textOf(one.sha256);
    return text === null ? [] : [{ ...one, text }];
  });
}

/** Returns the entry that left the conflict markers in the file. */
function pendingIn(
  entries: readonly ManifestEntry[],
  ours: Contents,
  path: string,
  textOf: (sha256: string) => string | null,
): ManifestEntry | undefined {
  const waiting = entries.filter(({ pending }) => pending !== undefined);
  if (waiting.length === 0 || ours.text === null) return undefined;
  const known = waiting.flatMap(({ sha256: hash, pending }) => [
    hash && textOf(hash),
    textOf(pending!.sha256),
  ]);
  return leftoverLines(ours.text, path, known).length > 0 ? waiting[0] : undefined;
}

/**
 * Returns the generated texts of several branches, combined; if the result does not parse, the one nearest to the file.
 */
async function merged(path: string, ours: string, candidates: readonly Candidate[]): Promise<string> {
  const { isSound } = await import('../../../verify/index.ts');
  const [first, ...others] = candidates;
  const common = others.reduce((text, candidate) => commonBase(ours, text, candidate.text), first!.text);
  const nearest = nearestTo(ours, candidates).text;
  return (await isSound(path, common)) || !(await isSound(path, nearest)) ? common : nearest;
}

/**
 * Chooses between the entries of a path.
 * @param ours The file as it is on disk; null if there is none.
 * @param textOf Returns a recorded text by its hash; null if git dropped it, or for a binary.
 */
export async function settleEntries(
  entries: readonly ManifestEntry[],
  ours: Contents | null,
  textOf: (sha256: string) => string | null,
): Promise<Settled> {
  const sorted = entries.toSorted(byHash);
  const candidates = candidatesOf(sorted, textOf);
  const texts = candidates.map(({ text }) => text);
  const isPending = ours !== null && pendingIn(sorted, ours, sorted[0]!.path, textOf) !== undefined;
  const isOpen = ours?.text == null || isPending || isSource(sorted[0]!.path);
  const resolved = isOpen ? null : withoutConflicts(ours!.text!, texts);
  const settled = await chosen(sorted, resolved === null ? ours : contentsOf(resolved), candidates, textOf);
  return { ...settled, resolved };
}

/** Whether a file is a contract. It belongs to the user, so its conflicts are not resolved here. */
const isSource = (path: string): boolean => path === 'contract.yaml' || path.endsWith('/contract.yaml');

async function chosen(
  sorted: readonly ManifestEntry[],
  ours: Contents | null,
  candidates: readonly Candidate[],
  textOf: (sha256: string) => string | null,
): Promise<Omit<Settled, 'resolved'>> {
  const { path } = sorted[0]!;
  const whole =
    ours && sorted.find(({ pending, sha256: hash }) => hasHash(ours, pending?.sha256 ?? hash ?? ''));
  if (whole) {
    const { mode, sha256: hash } = whole.pending ?? whole;
    const { binary } = whole;
    return { entry: { path, mode, sha256: hash, ...(binary && { binary }) }, text: ours.text };
  }
  const pending = ours && pendingIn(sorted, ours, path, textOf);
  if (pending) return { entry: pending, text: null };
  const [first] = candidates;
  if (ours?.text == null || first === undefined)
    return { entry: first ? known(path, first) : sorted[0]!, text: null };
  const text = await merged(path, ours.text, candidates);
  const hash = sha256(text);
  const same = candidates.find((candidate) => candidate.sha256 === hash);
  const { mode } = same ?? nearestTo(ours.text, candidates);
  return { entry: { path, mode, sha256: hash }, text };
}

function known(path: string, { mode, sha256: hash }: Candidate): ManifestEntry {
  return { path, mode, sha256: hash };
}
