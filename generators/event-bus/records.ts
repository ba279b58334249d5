import { UserError } from '../../lib/errors/index.ts';
import type { InjectionRecord } from '../../lib/injection/index.ts';
import type { GivenOptions } from '../../lib/options/index.ts';

/** What was put into which file of the project; POSIX paths relative to its root. */
export const RECORDS_PATH = '.onex/event-bus.json';

/** Options of `onex event-bus` by which pieces are made; the rest is in the pieces themselves. */
export const RECORDED_OPTIONS = [
  'domain',
  'kind',
  'node-version',
  'separate',
  'module',
  'base-members',
] as const;
export type RecordedOptions = Readonly<
  Partial<Record<(typeof RECORDED_OPTIONS)[number], string | boolean | readonly string[]>>
>;

/** Who put the pieces of a file in, and by which options. Absent in records of release 0.1. */
export interface Injected {
  readonly generator?: string;
  readonly options?: RecordedOptions;
}

export type FileRecord = InjectionRecord & Injected;
export type Records = ReadonlyMap<string, FileRecord>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the records. They may come from anybody who can write to the repository, so every part is checked; texts are
 * only compared with the file or rendered anew, never run.
 */
export function parseRecords(text: string): Records {
  const broken = (why: string): UserError =>
    new UserError(
      `${RECORDS_PATH} ${why}; restore it from version control, or delete it to start without records`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(broken('is not JSON').message, { cause: error });
  }
  if (!isObject(value) || value['format'] !== 1 || !isObject(value['files'])) {
    throw broken('has a form that this version does not know');
  }
  const entries = Object.entries(value['files']);
  const bad = entries.find(([, record]) => !isRecord(record));
  if (bad !== undefined) throw broken(`has a damaged entry for ${JSON.stringify(bad[0])}`);
  return new Map(entries as [string, FileRecord][]);
}

/** The options of a run that are recorded with what it puts in. */
export function optionsToRecord(given: GivenOptions): RecordedOptions {
  return Object.fromEntries(
    RECORDED_OPTIONS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  ) as RecordedOptions;
}

/** The same records always give the same bytes. */
export function formatRecords(records: Records): string {
  const files = Object.fromEntries([...records].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ format: 1, files }, null, 2)}\n`;
}

function isRecord(value: unknown): boolean {
  if (!isObject(value) || value['version'] !== 1) return false;
  const { file, classes, generator = '', options = {} } = value;
  if (typeof generator !== 'string' || !isOptions(options)) return false;
  if (!Array.isArray(file) || !file.every(isInsertion) || !Array.isArray(classes)) return false;
  return classes.every(
    (one) =>
      isObject(one) &&
      (one['name'] === null || typeof one['name'] === 'string') &&
      Array.isArray(one['insertions']) &&
      one['insertions'].every(isInsertion),
  );
}

function isOptions(value: unknown): boolean {
  const known: readonly string[] = RECORDED_OPTIONS;
  const isText = (one: unknown): boolean => typeof one === 'string' && one.length <= 256;
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, one]) =>
        known.includes(name) &&
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
