import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';

type Library = Pick<typeof import('kafkajs'), 'CompressionCodecs' | 'CompressionTypes'>;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

const ZSTD = {
  compress: (encoder: { readonly buffer: Buffer }): Promise<Buffer> => compress(encoder.buffer),
  decompress: (buffer: Buffer): Promise<Buffer> => decompress(buffer),
};

/** The client brings gzip alone, and Node has zstd. A codec that somebody registered stays. */
export function addCodecs({ CompressionCodecs: codecs, CompressionTypes: types }: Library): void {
  try {
    codecs[types.ZSTD]();
  } catch {
    codecs[types.ZSTD] = () => ZSTD;
  }
}
