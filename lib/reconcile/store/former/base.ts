import { UserError } from '../../../errors/index.ts';
import { sha256 } from '../../disk/index.ts';
import { damaged, inflate, MAX_INFLATED_BYTES } from '../index.ts';

export const FORMER_BASE_NAME = 'base.bin';
const MAGIC = Buffer.from('\0onex-base 1\n');

/**
 * Reads the base texts of release 0.1, which stored all of them in one compressed block.
 * @returns Texts by their sha256, which is computed from the unpacked bytes.
 * @throws UserError if the file is damaged or unpacks to more than its bound.
 */
export function unpackFormerBase(packed: Buffer, path: string): ReadonlyMap<string, string> {
  if (!packed.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged(path);
  const body = inflate(packed.subarray(MAGIC.length), MAX_INFLATED_BYTES, path);
  const lineEnd = body.indexOf('\n');
  const texts = new Map<string, string>();
  let lengths: unknown = null;
  try {
    lengths = JSON.parse(body.toString('utf8', 0, Math.max(lineEnd, 0)));
  } catch {
    // Reported below, like every other invalid table.
  }
  let offset = lineEnd + 1;
  for (const length of Array.isArray(lengths) ? lengths : [-1]) {
    if (!Number.isSafeInteger(length) || length < 0 || offset + length > body.length) {
      throw new UserError(
        'ERR_ONEX_DAMAGED_RECORDS',
        `${path} has a wrong table of contents; restore it together with manifest.json.`,
      );
    }
    const text = body.toString('utf8', offset, offset + length);
    texts.set(sha256(text), text);
    offset += length;
  }
  return texts;
}
