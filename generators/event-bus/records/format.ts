import type { InjectionRecord } from '../../../lib/injection/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';

/** Recorded options of `onex event-bus` that affect the pieces; everything else is in the pieces themselves. */
const RECORDED_OPTIONS = ['domain', 'kind', 'node-version', 'separate', 'base-members'] as const;
/** Options that release 0.1 recorded and that no longer have a meaning. */
const FORMER_OPTIONS = ['module'];

export type RecordedOptions = Readonly<
  Partial<Record<(typeof RECORDED_OPTIONS)[number], string | boolean | readonly string[]>>
>;

/** The generator and the options of a file's injection. Absent in records of release 0.1. */
export interface Injected {
  readonly generator?: string;
  readonly options?: RecordedOptions;
}

export type FileRecord = InjectionRecord & Injected;
/** Records by source file: POSIX paths relative to the root. */
export type Records = ReadonlyMap<string, FileRecord>;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the options of a run that are recorded with its pieces. */
export function optionsToRecord(given: GivenOptions): RecordedOptions {
  return Object.fromEntries(
    RECORDED_OPTIONS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  ) as RecordedOptions;
}

/** Returns the text of a record. The same record always gives the same text. */
export function formatRecord({ version, generator, options, file, classes }: FileRecord): string {
  const known = options && Object.entries(options).filter(([name]) => !FORMER_OPTIONS.includes(name));
  const head = {
    version,
    ...(generator !== undefined && { generator }),
    ...(known && { options: Object.fromEntries(known) }),
  };
  return `${JSON.stringify({ ...head, file, classes }, null, 2)}\n`;
}

/**
 * Parses a record; returns null for an invalid value. Anyone with write access to the repository may have changed it,
 * so every part is checked. Its texts are compared with the file or rendered again, and never run.
 */
export function asRecord(value: unknown): FileRecord | null {
  if (!isObject(value) || value['version'] !== 1) return null;
  const { file, classes, generator = '', options = {} } = value;
  if (typeof generator !== 'string' || !isOptions(options)) return null;
  if (!Array.isArray(file) || !file.every(isInsertion) || !Array.isArray(classes)) return null;
  const isSound = classes.every(
    (one) =>
      isObject(one) &&
      (one['name'] === null || typeof one['name'] === 'string') &&
      Array.isArray(one['insertions']) &&
      one['insertions'].every(isInsertion),
  );
  return isSound ? (value as unknown as FileRecord) : null;
}

function isOptions(value: unknown): boolean {
  const known = new Set<string>([...RECORDED_OPTIONS, ...FORMER_OPTIONS]);
  const isText = (one: unknown): boolean => typeof one === 'string' && one.length <= 256;
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, one]) =>
        known.has(name) &&
        (isText(one) || typeof one === 'boolean' || (Array.isArray(one) && one.every(isText))),
    )
  );
}

function isInsertion(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { text, pieces } = value;
  if (typeof text !== 'string' || !Array.isArray(pieces)) return false;
  return pieces.every((piece) => {
    if (!isObject(piece) || typeof piece['name'] !== 'string') return false;
    const offsets = [0, piece['start'], piece['anchor'], piece['end'], text.length];
    return offsets.every(
      (at, index) => Number.isInteger(at) && (index === 0 || Number(at) >= Number(offsets[index - 1])),
    );
  });
}
