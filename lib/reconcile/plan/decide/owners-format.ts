import type { Formatter, FormatRequest } from '../../../formatter/index.ts';
import { isCloser } from '../../layout/index.ts';
import { joinPath, contentsOf, hasHash, sha256 } from '../../disk/index.ts';
import type { ManifestEntry } from '../../store/index.ts';
import type { Gathered, Sides } from '../sides/index.ts';
import type { Outcome } from './outcome.ts';

/** A file whose base and generated text are in the user's format, with their recorded hashes. */
export interface Converted {
  readonly sides: Sides;
  /** Maps hashes of the texts in the user's format to those of the texts as generated. */
  readonly recorded: ReadonlyMap<string, string>;
}

interface Texts {
  readonly base: string | null;
  readonly theirs: string | null;
  readonly pending: string | null;
}

/** Maximum size, in bytes, of a file whose format is considered. */
const MAX_BYTES = 1_000_000;

function textsOf({ base, theirs, pending }: Sides): Texts {
  return {
    base: base?.text ?? null,
    theirs: theirs?.contents.text ?? null,
    pending: pending?.text ?? null,
  };
}

/** The text to compare the user's file with: the last generated one, or the new one. */
const referenceOf = ({ base, theirs, pending }: Texts): string | null => pending ?? base ?? theirs;

function isCandidate({ sides: { base, ours, theirs, pending } }: Gathered): boolean {
  if (!ours || ours.contents.text === null || ours.contents.bytes.length > MAX_BYTES) return false;
  // An obsolete generated file is deleted if the user changed only its format.
  if (!theirs) return base !== null && !hasHash(ours.contents, base.sha256);
  if (theirs.contents.text === null || hasHash(ours.contents, theirs.contents.canonical)) return false;
  if (base === null) return true;
  // If the generator changed nothing, nothing is written.
  return !hasHash(ours.contents, base.sha256) && (pending !== null || !hasHash(theirs.contents, base.sha256));
}

function convert({ sides }: Gathered, formatted: Texts): Converted {
  const { base, theirs, pending } = sides;
  const recorded = new Map<string, string>();
  const note = (text: string | null, hash: string) => {
    if (text !== null) recorded.set(sha256(text), hash);
    return text;
  };
  const [before, left] = [
    note(formatted.base, base?.sha256 ?? ''),
    note(formatted.pending, pending?.entry.sha256 ?? ''),
  ];
  const now = note(formatted.theirs, theirs?.contents.canonical ?? '');
  return {
    sides: {
      ...sides,
      base:
        base && before !== null ? { ...base, mode: base.mode, sha256: sha256(before), text: before } : base,
      theirs: theirs && now !== null ? { ...theirs, contents: contentsOf(now) } : theirs,
      pending:
        pending && left !== null
          ? { entry: { ...pending.entry, sha256: sha256(left) }, text: left }
          : pending,
    },
    recorded,
  };
}

/** Formats the known texts of files in one request. */
async function formatAll(
  files: readonly Gathered[],
  root: string,
  formatter: Formatter,
): Promise<readonly Texts[]> {
  const places = ['base', 'theirs', 'pending'] as const;
  const requests: FormatRequest[] = [];
  const indexes = files.map(({ sides }) => {
    const texts = textsOf(sides);
    const path = joinPath(root, sides.path);
    return places.map((place) =>
      texts[place] === null ? null : requests.push({ path, text: texts[place] }) - 1,
    );
  });
  const answers = requests.length === 0 ? [] : await formatter.format(requests);
  return indexes.map((row) => {
    const [base, theirs, pending] = row.map((index) => (index === null ? null : (answers[index] ?? null)));
    return { base: base ?? null, theirs: theirs ?? null, pending: pending ?? null };
  });
}

/** Whether all texts could be formatted, and the user's file is closer to them than to the generated ones. */
function isOwnersFormat({ sides }: Gathered, formatted: Texts): boolean {
  const plain = textsOf(sides);
  const isWhole = (['base', 'theirs', 'pending'] as const).every(
    (place) => (plain[place] === null) === (formatted[place] === null),
  );
  const [reference, converted] = [referenceOf(plain), referenceOf(formatted)];
  const ours = sides.ours?.contents.text ?? null;
  if (!isWhole || reference === null || converted === null || ours === null || reference === converted)
    return false;
  return isCloser(converted, reference, ours);
}

/** Whether an unedited or new file would be written. Such a file does not show the user's format. */
function isWritten({ sides: { base, ours, theirs } }: Gathered): boolean {
  if (!theirs || theirs.contents.text === null || theirs.contents.bytes.length > MAX_BYTES) return false;
  if (!ours) return base === null;
  return base !== null && hasHash(ours.contents, base.sha256) && !hasHash(theirs.contents, base.sha256);
}

/**
 * Formats generated text like the user's files, with the project's formatter. Reformatting then does not count as an
 * edit, and written files are formatted. Only two kinds of files are checked: files that both sides changed, and files
 * that the user changed and the generator no longer makes. If one of them shows that the user formats this unit, the
 * other written files are formatted, too.
 * @param root Root of the unit.
 * @returns Converted files by path; all other files stay unchanged.
 */
export async function inOwnersFormat(
  files: readonly Gathered[],
  root: string,
  formatter: Formatter | null,
): Promise<ReadonlyMap<string, Converted>> {
  const found = new Map<string, Converted>();
  const candidates = formatter === null ? [] : files.filter(isCandidate);
  if (formatter === null || candidates.length === 0) return found;
  for (const [index, texts] of (await formatAll(candidates, root, formatter)).entries()) {
    const file = candidates[index]!;
    if (isOwnersFormat(file, texts)) found.set(file.sides.path, convert(file, texts));
  }
  if (found.size === 0) return found;
  const others = files.filter(isWritten);
  for (const [index, texts] of (await formatAll(others, root, formatter)).entries()) {
    const file = others[index]!;
    const isFormatted = file.sides.base === null || texts.base === file.sides.base.text;
    if (isFormatted && texts.theirs !== null) found.set(file.sides.path, convert(file, texts));
  }
  return found;
}

/** Returns an outcome of a converted file for the record. The manifest contains texts as they were generated. */
export function withGeneratedHashes(outcome: Outcome, { recorded }: Converted): Outcome {
  const { entry } = outcome;
  if (entry === null) return outcome;
  const hash = (value: string) => recorded.get(value) ?? value;
  const { pending } = entry;
  const kept: ManifestEntry = {
    ...entry,
    sha256: entry.sha256 === null ? null : hash(entry.sha256),
    ...(pending && { pending: { ...pending, sha256: hash(pending.sha256) } }),
  };
  return { ...outcome, entry: kept };
}
