import { createHash } from 'node:crypto';
import { createGunzip, createZstdDecompress, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import kafkajs from 'kafkajs';
import { addCodecs } from '../../../../../src/event-bus/transports/kafka/client/codecs.ts';
import { unpack } from '../../../../../src/event-bus/transports/kafka/unpack/index.ts';
import { Decoder, batchOf, read } from './records.ts';

const CODECS = [
  { name: 'gzip', pack: gzipSync, stream: createGunzip },
  { name: 'zstd', pack: zstdCompressSync, stream: createZstdDecompress },
];
const MOST = 10_000;

describe('unpacking a batch', () => {
  for (const { name, pack, stream } of CODECS) {
    describe(`of ${name}`, () => {
      const through = (batch: Buffer): Promise<Buffer> => unpack(pack(batch), stream(), MOST);

      it('gives the bytes as they are up to the limit', async () => {
        const batch = batchOf([{ key: 'k', value: 'x'.repeat(MOST - 20) }]);
        expect((await through(batch)).equals(batch)).to.equal(true);
        expect(read(batch)[0]).to.not.have.property('cutOff');
      });

      it('cuts off a record that does not fit, and keeps the ones beside it', async () => {
        const large = `é${'x'.repeat(5_000_000)}`;
        const batch = batchOf([{ key: 'a', value: 'first' }, { key: 'b', value: large }, { value: null }]);
        const [first, second, third] = read(await through(batch));
        expect([first?.offset, second?.offset, third?.offset]).to.deep.equal([100n, 101n, 102n]);
        expect(String(first?.value)).to.equal('first');
        expect(third?.value).to.equal(null);
        expect(String(second?.key)).to.equal('b');
        expect(second?.timestamp).to.equal(10);
        expect(second?.headers).to.deep.equal({});
        expect(String(second?.value)).to.equal(Buffer.from(large).toString('utf8', 0, 1024));
        expect(second?.cutOff?.bytes).to.be.greaterThan(5_000_000);
        expect(second?.cutOff?.sha256).to.match(/^[0-9a-f]{64}$/);
        expect(first).to.not.have.property('cutOff');
      });

      it('keeps of each record a beginning when all together are too many', async () => {
        const given = Array.from({ length: 50 }, (_, index) => ({
          key: `k${index}`,
          value: `${index}-${'y'.repeat(400)}`,
        }));
        const records = read(await through(batchOf(given)));
        expect(records.map(({ offset }) => offset)).to.deep.equal(
          given.map((_, index) => BigInt(100 + index)),
        );
        expect(records.filter(({ cutOff }) => cutOff === undefined).length).to.be.within(15, 30);
        expect(String(records.at(-1)?.value)).to.equal(given.at(-1)?.value);
      });

      it('leaves out a key that is too long', async () => {
        const [record] = read(await through(batchOf([{ key: 'k'.repeat(50_000), value: 'v' }])));
        expect(record?.key).to.equal(null);
        expect(record?.cutOff?.bytes).to.be.greaterThan(50_000);
      });

      it('fails when the bytes are no records', async () => {
        const error = await through(Buffer.alloc(MOST * 3, 0xff)).catch((thrown: unknown) => thrown);
        expect(error).to.be.instanceOf(RangeError);
      });
    });
  }

  it('hashes the whole record', async () => {
    const batch = batchOf([{ value: 'z'.repeat(40_000) }]);
    const [record] = read(await unpack(gzipSync(batch), createGunzip(), MOST));
    const body = new Decoder(batch).readVarIntBytes();
    expect(record?.cutOff).to.deep.equal({
      bytes: body.length,
      sha256: createHash('sha256').update(body).digest('hex'),
    });
  });

  it('keeps a bomb from the memory of the process', async () => {
    const value = Buffer.alloc(40 * 1024 * 1024);
    const codecs = {
      CompressionCodecs: { ...kafkajs.CompressionCodecs },
      CompressionTypes: kafkajs.CompressionTypes,
    };
    addCodecs(codecs as unknown as typeof kafkajs);
    const { decompress } = codecs.CompressionCodecs[kafkajs.CompressionTypes.GZIP]() as {
      decompress(buffer: Buffer): Promise<Buffer>;
    };
    const packed = gzipSync(batchOf([{ key: 'k', value: value.toString('latin1') }]), { level: 1 });
    const [record] = read(await decompress(packed));
    expect(record?.value).to.have.length(1024);
    expect(record?.cutOff?.bytes).to.be.greaterThan(value.length);
  });
});
