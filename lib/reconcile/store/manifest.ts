import { terminalLine } from 'onex-cli-kit';
import { z } from 'zod';
import { UserError } from '../../errors/index.ts';
import { isObjectKey } from '../../naming/index.ts';
import type { JsonValue } from '../../render/index.ts';
import { caseKey, pathFault } from '../disk/index.ts';
import { parseVersion } from '../versions.ts';
import { assembled } from './assemble.ts';
import { readFormatted } from './formatted-manifest.ts';
import { readLines } from './manifest-lines.ts';
import { MANIFEST_FORMAT, type Manifest, type ManifestEntry } from './types.ts';

const MAX_DEPTH = 32;
/** Each merge in git may leave one more entry, and each entry costs a comparison of texts. */
const MAX_ENTRIES_OF_A_PATH = 16;

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is not a sha256 in hex');
const mode = z.enum(['644', '755']);
const version = z.string().refine((text) => parseVersion(text) !== null, 'is not a version such as 0.3.0');
const path = z.string().superRefine((text, context) => {
  const fault = pathFault(text);
  if (fault)
    context.addIssue({ code: 'custom', message: `path ${JSON.stringify(terminalLine(text, 200))} ${fault}` });
});
const entry = z
  .strictObject({
    path,
    mode,
    sha256: hash.nullable(),
    binary: z.literal(true).optional(),
    pending: z.strictObject({ mode, sha256: hash, version }).optional(),
  })
  .refine(
    ({ sha256, pending }) => sha256 !== null || pending !== undefined,
    'has neither a sha256 nor a pending text',
  );
const schema = z.strictObject({
  format: z.int().min(1).max(MANIFEST_FORMAT),
  version,
  unit: z.strictObject({ kind: z.enum(['project', 'node']), name: z.string().min(1).max(256) }),
  answers: z.record(z.string(), z.json()),
  source: hash.optional(),
  files: z.array(entry).max(10_000),
});

function depthOf(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function refuse(file: string, why: string): UserError {
  return new UserError(
    'ERR_ONEX_DAMAGED_RECORDS',
    `${file}: ${why}; restore it from version control, or delete its folder and run again.`,
    {
      docs: 'upgrading.md#the-onex-folder',
    },
  );
}

/** Checking every key would take longer than the rest of the reading, and these words are rare. */
const MAY_HOLD_PROTOTYPE_KEY = /__proto__|constructor|prototype|\\u/;

/** Refuses a key that JSON.parse would make an own property and a careless copy would make a prototype. */
function refusePrototypeKeys(key: string, value: unknown): unknown {
  if (isObjectKey(key)) throw new Error(`has the key ${JSON.stringify(key)}`);
  return value;
}

/** A parsed manifest. */
export interface ReadManifest {
  /** For a path with several entries, contains the first. */
  readonly manifest: Manifest;
  /** Format of the file; 1 is that of release 0.1. */
  readonly format: number;
  /** Whether a merge in git left several values of a key, or several entries of a path. */
  readonly isMerged: boolean;
  /** The entries of each path that has several. */
  readonly alternatives: ReadonlyMap<string, readonly ManifestEntry[]>;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text, MAY_HOLD_PROTOTYPE_KEY.test(text) ? refusePrototypeKeys : undefined);
  } catch (error) {
    throw refuse(file, error instanceof Error ? error.message.split('\n')[0]! : 'is not JSON');
  }
}

function grouped(files: readonly ManifestEntry[]): ReadonlyMap<string, readonly ManifestEntry[]> {
  const byPath = new Map<string, ManifestEntry[]>();
  for (const entry of files) byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
  return byPath;
}

function refuseTwice(paths: readonly string[], file: string): void {
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(caseKey(path))) throw refuse(file, `path ${JSON.stringify(path)} is listed twice`);
    seen.add(caseKey(path));
  }
}

/**
 * Reads a manifest, which is untrusted text.
 * @param file Its path, for messages.
 * @param base The contents of `base.txt`.
 * @throws UserError naming the file and the fault.
 */
export function readManifest(text: string, file: string, base = ''): ReadManifest {
  const lines = readLines(text) ?? readFormatted(text, base);
  const { json, isMerged } =
    lines === null ? { json: parseJson(text, file), isMerged: false } : assembled(lines);
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : null;
  if (typeof format === 'number' && format > MANIFEST_FORMAT) {
    throw new UserError(
      'ERR_ONEX_NEWER_GENERATOR',
      `${file} was written by a newer generator-onex; update it: npm install -g generator-onex@latest`,
    );
  }
  const result = schema.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw refuse(file, `${issue.path.join('.') || 'the whole'}: ${issue.message}`);
  }
  const read = result.data as Manifest;
  if (depthOf(read.answers) > MAX_DEPTH) throw refuse(file, `answers are nested too deeply`);
  const byPath = grouped(read.files);
  refuseTwice(lines === null ? read.files.map(({ path }) => path) : [...byPath.keys()], file);
  const alternatives = new Map([...byPath].filter(([, entries]) => entries.length > 1));
  const crowded = [...alternatives].find(([, entries]) => entries.length > MAX_ENTRIES_OF_A_PATH)?.[0];
  if (crowded !== undefined)
    throw refuse(file, `path ${JSON.stringify(crowded)} has more than ${MAX_ENTRIES_OF_A_PATH} entries`);
  const { source, ...manifest } = read;
  const merged = isMerged || alternatives.size > 0;
  return {
    manifest: {
      ...manifest,
      format: MANIFEST_FORMAT,
      ...(source !== undefined && !merged && { source }),
      files: [...byPath.values()].map(([entry]) => entry!),
    },
    format: format as number,
    isMerged: merged,
    alternatives,
  };
}
