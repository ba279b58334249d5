import { expect } from 'chai';
import fc from 'fast-check';
import kafkajs from 'kafkajs';
import { addCodecs } from '../../../../../src/event-bus/transports/kafka/client/codecs.ts';
import {
  decodeLz4,
  decodeSnappy,
  gather,
} from '../../../../../src/event-bus/transports/kafka/unpack/index.ts';
import { type Part, lz4Block, lz4Frame, meaningOf, snappyBlock, snappyFrames } from './pack.ts';
import { batchOf, read } from './records.ts';

const MOST = 10_000;
const MiB = 1024 * 1024;
type Decode = (packed: Buffer) => Iterable<Buffer>;
const whole = (decoded: Iterable<Buffer>): Buffer => Buffer.concat([...decoded]);
const literal = (text: string | Buffer): Part => ({ literal: Buffer.from(text) });

const SAMPLE = `${'{"order":1,"lines":["tea","tea","tea"]} '.repeat(40)}end`;
/** The sample as snappy-java 1.1.10.7 and lz4 1.9.4 compress it. */
const FOREIGN: readonly (readonly [name: string, decode: Decode, base64: string])[] = [
  [
    'a block of snappy-java',
    decodeSnappy,
    'wwxkeyJvcmRlciI6MSwibGluZXMiOlsidGVhIiwdBghdfSD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KABeKAAIZW5k',
  ],
  [
    'frames of snappy-java',
    decodeSnappy,
    'glNOQVBQWQAAAAABAAAAAQAAAFOACGR7Im9yZGVyIjoxLCJsaW5lcyI6WyJ0ZWEiLB0GCF19IP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAP4oAF4oAAAAAEXDBBQiLCJ0ZWENBlhdfSB7Im9yZGVyIjoxLCJsaW5lcyI6Wx0iCS7+KAD+KAD+KAD+KAD+KAD+KAD+KAD+KAAdKAhlbmQ=',
  ],
  [
    'a frame of lz4',
    decodeLz4,
    'BCJNGGRApzEAAAD3C3sib3JkZXIiOjEsImxpbmVzIjpbInRlYSIsBgA/XX0gKAD///////8JUH0gZW5kAAAAAJGc+p0=',
  ],
  [
    'a frame of lz4 with checksums of blocks',
    decodeLz4,
    'BCJNGHRAvTEAAAD3C3sib3JkZXIiOjEsImxpbmVzIjpbInRlYSIsBgA/XX0gKAD///////8JUH0gZW5ktUm9ZwAAAACRnPqd',
  ],
];

/** Literals and copies whose distance is within what comes before them. */
const partsOf = (steps: readonly { readonly isCopy: boolean; a: number; b: number }[]): readonly Part[] => {
  let total = 0;
  return steps.flatMap(({ isCopy, a, b }): Part[] => {
    if (!isCopy || total === 0) {
      total += 1 + (a % 300);
      return [literal(Buffer.from(Array.from({ length: 1 + (a % 300) }, (_, at) => (at * 7 + b) & 255)))];
    }
    const part = { distance: 1 + (a % Math.min(total, 65_535)), length: 4 + (b % 5000) };
    total += part.length;
    return [part];
  });
};
const steps = fc.array(
  fc.record({ isCopy: fc.boolean(), a: fc.integer({ min: 0, max: 70_000 }), b: fc.nat({ max: 70_000 }) }),
  { minLength: 1, maxLength: 60 },
);

describe('a batch compressed with Snappy or LZ4', () => {
  for (const [name, decode, base64] of FOREIGN) {
    it(`is read as other implementations write it: ${name}`, () => {
      expect(whole(decode(Buffer.from(base64, 'base64'))).toString()).to.equal(SAMPLE);
    });
  }

  it('has any sequence of literals and copies, also across what is given out at once', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const parts = partsOf(given);
        const meaning = meaningOf(parts);
        expect(whole(decodeSnappy(snappyBlock(parts))).equals(meaning)).to.equal(true);
        expect(whole(decodeLz4(lz4Frame([lz4Block(parts)]))).equals(meaning)).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it('may refer to bytes of its Snappy block that are far back, as Go clients compress', () => {
    const begin = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7 + (at >> 8) * 13) & 255));
    const far = [199_999, 131_073, 70_000, 65_537, 65_536].map((distance) => ({ distance, length: 150 }));
    const parts = [literal(begin), ...far, literal('end')];
    const meaning = meaningOf(parts);
    expect(whole(decodeSnappy(snappyBlock(parts))).equals(meaning)).to.equal(true);
    expect(whole(decodeSnappy(snappyFrames([snappyBlock(parts)]))).equals(meaning)).to.equal(true);
  });

  it('may do so within the bytes that are kept, however large the block is', () => {
    const bytes = Buffer.alloc(
      12 * MiB,
      Buffer.from(Array.from({ length: 4093 }, (_, at) => (at * 31) & 255)),
    );
    const parts = [literal(bytes), literal(bytes), literal(bytes)];
    const copy = { distance: bytes.length + 5, length: 100 };
    const unpacked = whole(decodeSnappy(snappyBlock([...parts, copy])));
    const before = Buffer.concat([bytes, bytes, bytes]);
    const begin = before.length - copy.distance;
    const meaning = Buffer.concat([before, before.subarray(begin, begin + copy.length)]);
    expect(unpacked.equals(meaning)).to.equal(true);
    const beyond = { distance: 16 * MiB + 1, length: 4 };
    expect(() => whole(decodeSnappy(snappyBlock([...parts, beyond])))).to.throw(RangeError);
  });

  it('may have several blocks and frames, plain blocks, checksums, and sizes', () => {
    const [one, two] = [[literal('first '), { distance: 6, length: 12 }], [literal('second')]];
    const meaning = Buffer.concat([meaningOf(one), meaningOf(two)]);
    expect(whole(decodeSnappy(snappyFrames([snappyBlock(one), snappyBlock(two)]))).equals(meaning)).to.equal(
      true,
    );
    const options = { contentSize: 24n, blockChecksums: true, contentChecksum: true };
    const frames = [
      lz4Frame([lz4Block(one), { uncompressed: meaningOf(two) }], options),
      lz4Frame([lz4Block(two)]),
    ];
    expect(String(whole(decodeLz4(Buffer.concat(frames))))).to.equal(`${String(meaning)}second`);
  });

  it('that is cut off or changed anywhere fails as malformed or gives bytes, and never does anything else', () => {
    const parts = [literal('some text '), { distance: 10, length: 40 }, literal('end')];
    const packed: readonly (readonly [Decode, Buffer])[] = [
      [decodeSnappy, snappyBlock(parts)],
      [decodeSnappy, snappyFrames([snappyBlock(parts)])],
      [decodeLz4, lz4Frame([lz4Block(parts)])],
    ];
    const attempt = (decode: Decode, bytes: Buffer): void => {
      try {
        whole(decode(bytes));
      } catch (error) {
        expect(error).to.be.instanceOf(RangeError);
      }
    };
    for (const [decode, bytes] of packed) {
      expect(() => whole(decode(bytes.subarray(0, -1)))).to.throw(RangeError);
      for (let at = 0; at < bytes.length; at += 1) {
        attempt(decode, bytes.subarray(0, at));
        for (const change of [1, 0x80, 0xff]) {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ change;
          attempt(decode, changed);
        }
      }
    }
  });

  it('that states another size, refers to nothing, or needs a dictionary fails', () => {
    const parts = [literal('abc')];
    const faulty: readonly (() => Buffer)[] = [
      () => whole(decodeSnappy(snappyBlock(parts, 2))),
      () => whole(decodeSnappy(snappyBlock(parts, 4))),
      () => whole(decodeSnappy(snappyBlock(parts, 2 ** 40))),
      () => whole(decodeSnappy(snappyBlock([literal('abc'), { distance: 4, length: 4 }]))),
      () => whole(decodeLz4(lz4Frame([lz4Block([literal('abc'), { distance: 0, length: 4 }])]))),
      () => whole(decodeLz4(lz4Frame([lz4Block(parts)], { dictionary: true }))),
      () => whole(decodeLz4(Buffer.from('no frame of LZ4'))),
    ];
    for (const decode of faulty) expect(decode).to.throw(RangeError);
  });

  describe('that is a bomb', () => {
    const zeros = (length: number): readonly Part[] => [literal('\0'), { distance: 1, length: length - 1 }];
    const value = '\0'.repeat(20 * MiB);
    const packs = {
      snappy: (parts: readonly Part[]): Iterable<Buffer> => decodeSnappy(snappyBlock(parts)),
      lz4: (parts: readonly Part[]): Iterable<Buffer> => decodeLz4(lz4Frame([lz4Block(parts)])),
    };
    for (const [name, decode] of Object.entries(packs)) {
      it(`is cut off, and the records beside it are kept: ${name}`, async () => {
        const batch = batchOf([
          { key: 'a', value: 'first' },
          { key: 'b', value },
          { key: 'c', value: 'last' },
        ]);
        const start = batch.indexOf('\0'.repeat(100));
        const end = batch.lastIndexOf('\0'.repeat(100)) + 100;
        const parts = [
          literal(batch.subarray(0, start)),
          ...zeros(end - start),
          literal(batch.subarray(end)),
        ];
        const records = read(await gather(decode(parts), MOST));
        expect(records.map((record) => String(record.value).slice(0, 5))).to.deep.equal([
          'first',
          '\0'.repeat(5),
          'last',
        ]);
        expect(records.map(({ cutOff }) => cutOff !== undefined)).to.deep.equal([false, true, false]);
        expect(records[1]?.cutOff?.bytes).to.be.greaterThan(value.length);
      });

      it(`of 60 MiB is never held in memory: ${name}`, async () => {
        let largest = 0;
        let total = 0;
        for (const chunk of decode(zeros(60 * MiB))) {
          largest = Math.max(largest, chunk.byteLength);
          total += chunk.length;
        }
        expect(total).to.equal(60 * MiB);
        expect(largest).to.be.at.most(128 * 1024);
      });
    }
  });

  it('is unpacked here whatever is registered with the client, before or after, which only compresses', async () => {
    const { CompressionTypes: types } = kafkajs;
    const library = {
      CompressionCodecs: { ...kafkajs.CompressionCodecs } as Record<number, () => unknown>,
      CompressionTypes: types,
    };
    const codecs = library.CompressionCodecs;
    const registered = (name: string) => () => ({
      compress: async () => Buffer.from(name),
      decompress: () => {
        throw new Error('unpacks without a limit');
      },
    });
    const batch = batchOf([{ key: 'k', value: 'v' }]);
    const packed = {
      [types.Snappy]: snappyBlock([literal(batch)]),
      [types.LZ4]: lz4Frame([lz4Block([literal(batch)])]),
    };
    codecs[types.Snappy] = registered('before');
    addCodecs(library as unknown as typeof kafkajs);
    addCodecs(library as unknown as typeof kafkajs);
    codecs[types.LZ4] = registered('after');
    for (const [type, name] of [
      [types.Snappy, 'before'],
      [types.LZ4, 'after'],
    ] as const) {
      const codec = codecs[type]?.() as {
        compress(encoder: object): Promise<Buffer>;
        decompress(buffer: Buffer): Promise<Buffer>;
      };
      expect(String(await codec.compress({ buffer: batch }))).to.equal(name);
      expect((await codec.decompress(packed[type])).equals(batch)).to.equal(true);
    }
  });
});
