import { inflateRawSync } from 'node:zlib';
import { UserError } from '../../../errors/index.ts';
import { isErrno } from '../../disk.ts';
import { sha256 } from '../../text.ts';

export const FORMER_BASE_NAME = 'base.bin';
const MAGIC = Buffer.from('\0onex-base 1\n');
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

function inflate(packed: Buffer, path: string): Buffer {
  const damaged = (cause?: unknown) =>
    new UserError(
      `${path} is damaged; restore it together with manifest.json, or delete its folder and run again.`,
      {
        docs: 'upgrading.md#the-onex-folder',
        cause,
      },
    );
  if (!packed.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged();
  try {
    return inflateRawSync(packed.subarray(MAGIC.length), { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if (isErrno(error, 'ERR_BUFFER_TOO_LARGE')) {
      throw new UserError(
        `${path} unpacks to more than ${MAX_INFLATED_BYTES / 1024 / 1024} MB and is not read.`,
      );
    }
    throw damaged(error);
  }
}

/**
 * Reads the base texts of release 0.1, which had all of them in one compressed block.
 * @returns Texts by their sha256, which is computed from what was read.
 * @throws UserError when the file is damaged or unpacks to more than its bound.
 */
export function unpackFormerBase(packed: Buffer, path: string): ReadonlyMap<string, string> {
  const body = inflate(packed, path);
  const lineEnd = body.indexOf('\n');
  const texts = new Map<string, string>();
  let lengths: unknown = null;
  try {
    lengths = JSON.parse(body.toString('utf8', 0, Math.max(lineEnd, 0)));
  } catch {
    // Reported below, with every other wrong table.
  }
  let offset = lineEnd + 1;
  for (const length of Array.isArray(lengths) ? lengths : [-1]) {
    if (!Number.isSafeInteger(length) || length < 0 || offset + length > body.length) {
      throw new UserError(`${path} has a wrong table of contents; restore it together with manifest.json.`);
    }
    const text = body.toString('utf8', offset, offset + length);
    texts.set(sha256(text), text);
    offset += length;
  }
  return texts;
}
