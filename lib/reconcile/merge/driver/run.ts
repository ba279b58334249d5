import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { MarkerStyle } from '../markers.ts';
import type { Labels } from '../types.ts';
import { checkedMerge, mergeAdditions, mergeVersions, type DriverResult, type Versions } from './merge.ts';

/** The arguments that git passes to a merge driver. File names are relative to the working folder. */
export interface DriverArguments {
  /** `%O` */
  readonly base: string;
  /** `%A`: also the file for the result. */
  readonly ours: string;
  /** `%B` */
  readonly theirs: string;
  /** `%L`: characters of a conflict marker. */
  readonly markerSize: number;
  /** `%P`: the name of the file in the repository. */
  readonly path: string;
  /** `%S`, `%X`, and `%Y`. */
  readonly labels: Labels;
}

const MAX_BYTES = 64 * 1024 * 1024;
/** If a driver exits with more than 128, git aborts its operation and changes nothing. */
const FAILED = 129;

function conflictStyle(): string {
  const { stdout } = spawnSync('git', ['config', '--get', 'merge.conflictStyle'], { encoding: 'utf8' });
  return (stdout ?? '').trim();
}

interface ByLine {
  /** Number of conflicts; more than 128, or null, if git failed. */
  readonly status: number | null;
  readonly stdout: Buffer;
}

function mergeFile({ base, ours, theirs, markerSize, labels }: DriverArguments): ByLine {
  const named = [labels.ours, labels.base, labels.theirs].flatMap((label) => ['-L', label]);
  const options = ['merge-file', '-p', `--marker-size=${markerSize}`, ...named];
  return spawnSync('git', [...options, '--', ours, base, theirs], {
    maxBuffer: MAX_BYTES,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function byKey(
  { path, labels }: DriverArguments,
  versions: Versions,
  style: () => MarkerStyle,
): Promise<DriverResult | null> {
  try {
    return await mergeVersions(path, versions, labels, style);
  } catch {
    // Whatever is wrong with the texts, git can still merge them by line.
    return null;
  }
}

/** Returns null if a conflict contains a line that is not the generator's, or if that cannot be determined. */
async function ofGenerated(
  { path, ours, theirs }: DriverArguments,
  versions: Versions,
): Promise<DriverResult | null> {
  try {
    return await mergeAdditions(path, versions, [ours, theirs]);
  } catch {
    return null;
  }
}

async function byLine(
  given: DriverArguments,
  versions: Versions,
  style: () => MarkerStyle,
): Promise<DriverResult | null> {
  const { status, stdout } = mergeFile(given);
  if (status === null || status > 128)
    return isBinary(versions) ? { contents: versions.ours, isConflict: true } : null;
  if (status > 0) return (await ofGenerated(given, versions)) ?? { contents: stdout, isConflict: true };
  try {
    return await checkedMerge(given.path, versions, stdout, given.labels, style);
  } catch {
    return { contents: stdout, isConflict: false };
  }
}

/** Git does not merge such a file: it leaves our version and reports a conflict. */
function isBinary({ base, ours, theirs }: Versions): boolean {
  return [base, ours, theirs].some((bytes) => bytes.includes(0));
}

/**
 * Merges a file for git and writes the result over our version.
 * @returns the exit code for git: 0 without a conflict, 1 with a conflict, and 129 if nothing was written
 */
export async function runMergeDriver(given: DriverArguments): Promise<number> {
  const { base, ours, theirs, markerSize: size } = given;
  const style = (): MarkerStyle => ({ size, showsBase: conflictStyle().endsWith('diff3') });
  try {
    const [before, mine, other] = [base, ours, theirs].map((file) => readFileSync(file));
    const versions = { base: before!, ours: mine!, theirs: other! };
    const result = (await byKey(given, versions, style)) ?? (await byLine(given, versions, style));
    if (result === null) return FAILED;
    writeFileSync(ours, result.contents);
    return result.isConflict ? 1 : 0;
  } catch (error) {
    process.stderr.write(`onex merge-driver: ${(error as Error).message}\n`);
    return FAILED;
  }
}
