import { createRequire } from 'node:module';
import { expect } from 'chai';
import fc from 'fast-check';
import { crc32c } from '../../../../../../src/event-bus/transports/kafka/kafkajs/encoding/crc32c.ts';
import {
  type ClientProduceOptions,
  withFastEncoder,
} from '../../../../../../src/event-bus/transports/kafka/kafkajs/encoding/fast-encoder.ts';

type Encoded = { readonly buffer: Buffer };
type MakeRequest = (options: ClientProduceOptions) => { encode(): Promise<Encoded> };

const load = createRequire(import.meta.url);
const PATH = load.resolve('kafkajs/src/protocol/requests/produce/v3/request.js');

/** The client's own encoder, also where another test has replaced it. */
function ownEncoder(): MakeRequest {
  const cached = load.cache[PATH];
  delete load.cache[PATH];
  const own = load(PATH) as MakeRequest;
  if (cached !== undefined) load.cache[PATH] = cached;
  return own;
}

const own = ownEncoder();
const fast = withFastEncoder(own) as MakeRequest;

/** Both encoders write the time at which they are called. */
async function encodeBoth(options: ClientProduceOptions): Promise<{ own: string; fast: string }> {
  const { now } = Date;
  Date.now = () => 1_796_037_667_035;
  try {
    const [one, other] = await Promise.all([own, fast].map((make) => make(options).encode()));
    return { own: one!.buffer.toString('hex'), fast: other!.buffer.toString('hex') };
  } finally {
    Date.now = now;
  }
}

const request = (messages: ClientProduceOptions['topicData'][number]['partitions'][number]['messages']) => ({
  acks: -1,
  timeout: 30_000,
  topicData: [
    { topic: 'onex.evt.shop.order-placed.v1', partitions: [{ partition: 3, firstSequence: 0, messages }] },
  ],
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 70 }),
  fc.constantFrom(60, 63, 64, 65, 8189, 8191, 8192, 21_900).map((length) => 'x'.repeat(length)),
  fc.constantFrom('', '\ud800', 'é'.repeat(63), '✓'.repeat(3000)),
);
const bytes = fc.oneof(
  text,
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
);
const message = fc.record(
  {
    key: bytes,
    value: bytes,
    headers: fc.dictionary(
      text.filter((name) => name.length < 300),
      text,
    ),
  },
  { requiredKeys: ['value'] },
);

describe('a produce request', () => {
  it('has the bytes of the client’s own encoder', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 20 }), async (messages) => {
        const encoded = await encodeBoth(request(messages));
        expect(encoded.fast === encoded.own, 'the same bytes').to.equal(true);
      }),
      { numRuns: 40 },
    );
    const long = [{ key: null, value: 'x'.repeat(1_050_000) }];
    const encoded = await encodeBoth(request(long));
    expect(encoded.fast === encoded.own, 'a value of a megabyte').to.equal(true);
  });

  it('is encoded by the client where it is not of the usual form', async () => {
    const usual = { value: 'v', headers: { a: 'b' } };
    const unusual: ClientProduceOptions[] = [
      { ...request([usual]), transactionalId: 't' },
      { ...request([usual]), producerId: 7 },
      { ...request([usual]), producerEpoch: 1 },
      { ...request([usual]), compression: 1 },
      request([usual, { value: 'v', timestamp: '1796037667000' }]),
      request([
        { value: 'v', timestamp: '1796037667000' },
        { value: 'v', timestamp: '1796037667001' },
      ]),
      request([{ value: 'v', timestamp: 1_796_037_667_000 as never }]),
      request([{ value: 'v', timestamp: '-1' }]),
      request([{ value: 'v', headers: { list: ['a', 'b'] } as never }]),
    ];
    for (const options of unusual) {
      const given = { encode: async () => ({ buffer: Buffer.from('own') }) };
      const made = withFastEncoder(() => given)(options);
      expect(made === given, JSON.stringify(options)).to.equal(true);
    }
    expect(withFastEncoder(() => ({ encode: async () => ({}) }))(request([usual])).encode).to.be.a(
      'function',
    );
  });

  it('has the time of its records', async () => {
    const messages = ['a', 'b', 'c'].map((value) => ({ key: value, value, timestamp: '1796037660000' }));
    const encoded = await encodeBoth(request(messages));
    expect(encoded.fast).to.equal(encoded.own);
    // One call for all: the client's own encoder is not used.
    const failing = withFastEncoder(() => ({
      encode: () => Promise.reject(new Error('used')),
    })) as MakeRequest;
    expect((await failing(request(messages)).encode()).buffer.toString('hex')).to.equal(encoded.own);
  });

  it('has several topics and partitions where the client is given several', async () => {
    const messages = [{ key: 'k', value: 'v', headers: { a: 'ü' } }];
    const partitions = [0, 1].map((partition) => ({ partition, messages }));
    const encoded = await encodeBoth({
      acks: 1,
      timeout: 5,
      topicData: ['a', 'ü'].map((topic) => ({ topic, partitions })),
    });
    expect(encoded.fast).to.equal(encoded.own);
  });
});

describe('the checksum of a batch', () => {
  it('is that of RFC 3720, of any part of the bytes', () => {
    const zeros = new Uint8Array(40);
    expect(crc32c(zeros, 4, 36).toString(16)).to.equal('8a9136aa');
    expect(crc32c(zeros.fill(0xff), 8, 40).toString(16)).to.equal('62a8ab43');
    expect(crc32c(Buffer.from('123456789'), 0, 9).toString(16)).to.equal('e3069283');
    expect(crc32c(zeros, 3, 3)).to.equal(0);
  });
});
