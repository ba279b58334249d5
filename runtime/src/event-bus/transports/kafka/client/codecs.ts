import { promisify } from 'node:util';
import { createGunzip, createZstdDecompress, gzip, zstdCompress } from 'node:zlib';
import { decodeLz4, decodeSnappy, gather, unpack } from '../unpack/index.ts';

type Library = Pick<typeof import('kafkajs'), 'CompressionCodecs' | 'CompressionTypes'>;
interface Encoder {
  readonly buffer: Buffer;
}
interface Codec {
  compress(encoder: Encoder): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}
type MakeCodec = () => unknown;

const toGzip = promisify(gzip);
const toZstd = promisify(zstdCompress);

const changed = new WeakSet<object>();

/**
 * Makes the client unpack every kind of batch within a limit. The client's own gzip codec has no limit, the client has
 * none of the other codecs, and the codecs that people register have no limit either. A codec that is registered,
 * before or after this, is only used to compress.
 */
export function addCodecs({ CompressionCodecs: codecs, CompressionTypes: types }: Library): void {
  if (changed.has(codecs)) return;
  changed.add(codecs);
  const use = (type: number, decompress: Codec['decompress'], compress?: Codec['compress']): void => {
    let registered = codecs[type as keyof typeof codecs] as MakeCodec;
    const codec: Codec = {
      compress: compress ?? ((encoder) => (registered() as Codec).compress(encoder)),
      decompress,
    };
    Object.defineProperty(codecs, type, {
      get: () => () => codec,
      set(given: MakeCodec) {
        registered = given;
      },
      enumerable: true,
      configurable: true,
    });
  };
  use(
    types.GZIP,
    (buffer) => unpack(buffer, createGunzip()),
    ({ buffer }) => toGzip(buffer),
  );
  use(
    types.ZSTD,
    (buffer) => unpack(buffer, createZstdDecompress()),
    ({ buffer }) => toZstd(buffer),
  );
  use(types.Snappy, (buffer) => gather(decodeSnappy(buffer)));
  use(types.LZ4, (buffer) => gather(decodeLz4(buffer)));
}
