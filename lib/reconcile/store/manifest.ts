import { z } from 'zod';
import { UserError } from '../../errors/index.ts';
import type { JsonObject, JsonValue } from '../../render/index.ts';
import { caseKey, pathFault, printable } from '../paths.ts';
import { parseVersion } from '../versions.ts';
import { MANIFEST_FORMAT, type Manifest } from './types.ts';

const MAX_DEPTH = 32;

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is not a sha256 in hex');
const mode = z.enum(['644', '755']);
const version = z.string().refine((text) => parseVersion(text) !== null, 'is not a version such as 0.3.0');
const path = z.string().superRefine((text, context) => {
  const fault = pathFault(text);
  if (fault)
    context.addIssue({ code: 'custom', message: `path ${JSON.stringify(printable(text))} ${fault}` });
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
  format: z.literal(MANIFEST_FORMAT),
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
    `${file}: ${why}; restore it from version control, or delete its folder and run again.`,
    {
      docs: 'upgrading.md#the-onex-folder',
    },
  );
}

/** Asking at every key takes longer than all the rest of the reading, and these words hardly ever stand there. */
const MAY_HOLD_PROTOTYPE_KEY = /__proto__|constructor|prototype|\\u/;

/** A key that JSON.parse would make an own property, and a careless copy a prototype. */
function refusePrototypeKeys(key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
    throw new Error(`has the key ${JSON.stringify(key)}`);
  }
  return value;
}

/**
 * Reads a manifest as what it is: somebody else's text.
 * @param file Its path, for messages.
 * @throws UserError naming the file and the fault.
 */
export function readManifest(text: string, file: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text, MAY_HOLD_PROTOTYPE_KEY.test(text) ? refusePrototypeKeys : undefined);
  } catch (error) {
    throw refuse(file, error instanceof Error ? error.message.split('\n')[0]! : 'is not JSON');
  }
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : null;
  if (typeof format === 'number' && format > MANIFEST_FORMAT) {
    throw new UserError(
      `${file} was written by a newer generator-onex; update it: npm install -g generator-onex@latest`,
    );
  }
  const result = schema.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw refuse(file, `${issue.path.join('.') || 'the whole'}: ${issue.message}`);
  }
  if (depthOf(result.data.answers as JsonObject) > MAX_DEPTH)
    throw refuse(file, `answers are nested too deeply`);
  const seen = new Set<string>();
  for (const { path } of result.data.files) {
    if (seen.has(caseKey(path))) throw refuse(file, `path ${JSON.stringify(path)} stands there twice`);
    seen.add(caseKey(path));
  }
  return result.data as Manifest;
}
