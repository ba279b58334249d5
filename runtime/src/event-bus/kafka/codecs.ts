import { promisify } from 'node:util';
import { createGunzip, createZstdDecompress, gzip, zstdCompress } from 'node:zlib';
import { unpack } from './unpack/index.ts';

type Library = Pick<typeof import('kafkajs'), 'CompressionCodecs' | 'CompressionTypes'>;
interface Encoder {
  readonly buffer: Buffer;
}

const toGzip = promisify(gzip);
const toZstd = promisify(zstdCompress);

const GZIP = {
  compress: ({ buffer }: Encoder): Promise<Buffer> => toGzip(buffer),
  decompress: (buffer: Buffer): Promise<Buffer> => unpack(buffer, createGunzip()),
};
const ZSTD = {
  compress: ({ buffer }: Encoder): Promise<Buffer> => toZstd(buffer),
  decompress: (buffer: Buffer): Promise<Buffer> => unpack(buffer, createZstdDecompress()),
};

/**
 * Gives the client gzip and zstd that unpack within a limit. Its own gzip has none, and it brings no zstd. Snappy and LZ4
 * are what somebody registered with the client, if anybody did.
 */
export function addCodecs({ CompressionCodecs: codecs, CompressionTypes: types }: Library): void {
  codecs[types.GZIP] = () => GZIP;
  codecs[types.ZSTD] = () => ZSTD;
}
