import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { UserError } from '../../errors/index.ts';
import { isErrno, sha256 } from '../disk/index.ts';

export const MAX_BASE_BYTES = 16 * 1024 * 1024;
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

/**
 * Huffman coding alone: every zlib on every processor produces the same bytes. String matching would halve the size,
 * but its result depends on the hash function of the zlib build.
 */
const ZLIB = { level: 9, memLevel: 8, strategy: constants.Z_HUFFMAN_ONLY };

const LINE = /^([0-9a-f]{64}) ([A-Za-z0-9+/]+=*) /;

/** A stored base text: one line per path, so git merges the texts of two branches line by line. */
export interface BaseLine {
  readonly path: string;
  readonly sha256: string;
  /** Deflated, in base64. */
  readonly packed: string;
}

/** Compresses a text. The same text gives the same characters on every machine. */
export function packText(text: string): string {
  return deflateRawSync(Buffer.from(text), ZLIB).toString('base64');
}

/** The contents of `base.txt`: sorted by path. A path has two lines while a conflict in its file is pending. */
export function writeBase(lines: readonly BaseLine[]): string {
  const key = ({ path, sha256: hash }: BaseLine): string => `${path} ${hash}`;
  const byKey = new Map(lines.map((line) => [key(line), line]));
  return [...byKey]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { path, sha256: hash, packed }]) => `${hash} ${packed} ${path}\n`)
    .join('');
}

/** @param path Path of the file with the base texts. */
export function damaged(path: string, cause?: unknown): UserError {
  return new UserError(
    'ERR_ONEX_DAMAGED_RECORDS',
    `${path} is damaged; restore it together with manifest.json, or delete its folder and run again.`,
    { docs: 'upgrading.md#the-onex-folder', cause },
  );
}

/**
 * Decompresses base texts.
 * @param maxLength Maximum length of the result, in bytes.
 * @throws UserError if they are damaged or larger than `maxLength`.
 */
export function inflate(packed: Buffer, maxLength: number, path: string): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: maxLength });
  } catch (error) {
    if (!isErrno(error, 'ERR_BUFFER_TOO_LARGE')) throw damaged(path, error);
    const limit = MAX_INFLATED_BYTES / 1024 / 1024;
    throw new UserError(
      'ERR_ONEX_DAMAGED_RECORDS',
      `${path} unpacks to more than ${limit} MB and is not read.`,
    );
  }
}

/** Base texts by their hash. */
export interface BaseTexts {
  has(sha256: string): boolean;
  /** As stored; null if it would have to be compressed first. */
  packed(sha256: string): string | null;
  /** Unpacked on demand. @throws UserError if it is damaged or larger than its bound. */
  text(sha256: string): string | null;
}

/**
 * Reads `base.txt`. A text is trusted only if it matches the hash of its line.
 * @param path For messages.
 * @throws UserError for an invalid line.
 */
export function readBase(contents: string, path: string): BaseTexts {
  const packed = new Map<string, string>();
  for (const line of contents.split('\n')) {
    if (line === '' || line === '\r') continue;
    const [, hash, text] = LINE.exec(line) ?? [];
    if (hash === undefined || text === undefined) throw damaged(path);
    packed.set(hash, text);
  }
  const texts = new Map<string, string>();
  let left = MAX_INFLATED_BYTES;

  function unpack(hash: string, bytes: Buffer): string {
    const unpacked = inflate(bytes, Math.max(left, 1), path);
    if (sha256(unpacked) !== hash) throw damaged(path);
    left -= unpacked.length;
    return unpacked.toString('utf8');
  }

  return {
    has: (hash) => packed.has(hash),
    packed: (hash) => packed.get(hash) ?? null,
    text(hash) {
      const known = texts.get(hash);
      const stored = packed.get(hash);
      if (known !== undefined || stored === undefined) return known ?? null;
      const text = unpack(hash, Buffer.from(stored, 'base64'));
      texts.set(hash, text);
      return text;
    },
  };
}
