import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { UserError } from '../../errors/index.ts';
import { isErrno } from '../disk.ts';
import { sha256 } from '../text.ts';

/** NUL at the start: git takes the file for binary and leaves its bytes alone, and searches pass it by. */
const MAGIC = Buffer.from('\0onex-base 1\n');
export const MAX_BASE_BYTES = 16 * 1024 * 1024;
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

/**
 * Huffman coding alone: every zlib, on every processor, gives the same bytes for it. Matching strings gives half the
 * size, but there the bytes hang on the hash function that a build of zlib chose.
 */
const ZLIB = { level: 9, memLevel: 8, strategy: constants.Z_HUFFMAN_ONLY };

/** Packs texts, sorted by their hash, each once. The same texts give the same bytes. */
export function packBase(texts: Iterable<string>): Buffer {
  const byHash = new Map([...texts].map((text) => [sha256(text), Buffer.from(text)]));
  const sorted = [...byHash].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes);
  const lengths = Buffer.from(`${JSON.stringify(sorted.map((bytes) => bytes.length))}\n`);
  return Buffer.concat([MAGIC, deflateRawSync(Buffer.concat([lengths, ...sorted]), ZLIB)]);
}

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
 * Texts by their sha256. What comes out is trusted only by its hash, which is taken anew.
 * @throws UserError when the file is damaged or swells beyond its bound.
 */
export function unpackBase(packed: Buffer, path: string): ReadonlyMap<string, string> {
  const body = inflate(packed, path);
  const lineEnd = body.indexOf('\n');
  const texts = new Map<string, string>();
  let lengths: unknown = null;
  try {
    lengths = JSON.parse(body.toString('utf8', 0, Math.max(lineEnd, 0)));
  } catch {
    // Told below, with every other wrong table.
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
