import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { UserError } from '../../errors/index.ts';
import { isErrno } from '../disk.ts';
import { sha256 } from '../text.ts';

export const MAX_BASE_BYTES = 16 * 1024 * 1024;
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

/**
 * Huffman coding alone: every zlib, on every processor, gives the same bytes for it. String matching gives half the
 * size, but its result depends on the hash function of a build of zlib.
 */
const ZLIB = { level: 9, memLevel: 8, strategy: constants.Z_HUFFMAN_ONLY };

const LINE = /^([0-9a-f]{64}) ([A-Za-z0-9+/]+=*) /;

/** A base text as it is stored: one line for each path, so that git merges the texts of two branches line by line. */
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

/** Base texts by their hash. */
export interface BaseTexts {
  has(sha256: string): boolean;
  /** As it is stored; null where it would have to be compressed first. */
  packed(sha256: string): string | null;
  /** Unpacked when it is asked for. @throws UserError when it is damaged or larger than its bound. */
  text(sha256: string): string | null;
}

/**
 * Reads `base.txt`. A text is trusted only if it has the hash of its line.
 * @param path For messages.
 * @throws UserError for a line that is not one of a base text.
 */
export function readBase(contents: string, path: string): BaseTexts {
  const damaged = (cause?: unknown) =>
    new UserError(
      `${path} is damaged; restore it together with manifest.json, or delete its folder and run again.`,
      { docs: 'upgrading.md#the-onex-folder', cause },
    );
  const packed = new Map<string, string>();
  for (const line of contents.split('\n')) {
    if (line === '' || line === '\r') continue;
    const [, hash, text] = LINE.exec(line) ?? [];
    if (hash === undefined || text === undefined) throw damaged();
    packed.set(hash, text);
  }
  const texts = new Map<string, string>();
  let left = MAX_INFLATED_BYTES;

  function unpack(hash: string, bytes: Buffer): string {
    try {
      const unpacked = inflateRawSync(bytes, { maxOutputLength: Math.max(left, 1) });
      if (sha256(unpacked) !== hash) throw damaged();
      left -= unpacked.length;
      return unpacked.toString('utf8');
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (!isErrno(error, 'ERR_BUFFER_TOO_LARGE')) throw damaged(error);
      const limit = MAX_INFLATED_BYTES / 1024 / 1024;
      throw new UserError(`${path} unpacks to more than ${limit} MB and is not read.`);
    }
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
