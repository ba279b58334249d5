import { createRequire } from 'node:module';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type BatchContext,
  decodeRecord,
} from '../../../../../../src/event-bus/transports/kafka/kafkajs/encoding/decode-record.ts';

const load = createRequire(import.meta.url);

/** The client's own code, also where another test has replaced it. */
function ownModule<T>(name: string): T {
  const path = load.resolve(`kafkajs/src/protocol/${name}`);
  const cached = load.cache[path];
  delete load.cache[path];
  const own = load(path) as T;
  if (cached !== undefined) load.cache[path] = cached;
  return own;
}

type Decoder = { readonly buffer: Buffer; offset: number };
const Decoder = load('kafkajs/src/protocol/decoder.js') as new (buffer: Buffer) => Decoder;
const decodeByClient = ownModule<(decoder: Decoder, context: BatchContext) => unknown>(
  'recordBatch/record/v0/decoder.js',
);
const encode = ownModule<(record: object) => { readonly buffer: Buffer }>('recordBatch/record/v0/index.js');

/** The body of a record, without its length. */
function bodyOf(record: object): Buffer {
  const whole = encode(record).buffer;
  let at = 0;
  while (whole[at++]! >= 0x80);
  return whole.subarray(at);
}

const text = fc.oneof(fc.string({ maxLength: 100 }), fc.string({ unit: 'binary', maxLength: 90 }));
const bytes = fc.option(fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)));
/** The client mixes headers that are called like methods of objects with these methods. */
const name = fc
  .oneof(text, fc.constantFrom('traceparent', 'tracestate', ''))
  .filter((given) => !(given in Object.prototype));
const record = fc.record({
  key: bytes,
  value: bytes,
  offsetDelta: fc.nat({ max: 100_000 }),
  timestampDelta: fc.oneof(fc.nat({ max: 5 }), fc.integer(), fc.maxSafeInteger()),
  headers: fc
    .array(fc.tuple(name, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }))), { maxLength: 20 })
    .map((entries) => Object.fromEntries(entries)),
});
const context: fc.Arbitrary<BatchContext> = fc.record({
  firstOffset: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  firstTimestamp: fc.constantFrom('-1', '0', '1796037667035'),
  maxTimestamp: fc.constantFrom('-1', '1796037667036'),
  magicByte: fc.constant(2),
  isControlBatch: fc.boolean(),
  timestampType: fc.constantFrom(0, 1),
});

describe('a record of Kafka', () => {
  it('is decoded as the client decodes it', () => {
    fc.assert(
      fc.property(record, context, (given, batch) => {
        const body = bodyOf(given);
        const [ours, theirs] = [new Decoder(body), new Decoder(body)];
        expect(decodeRecord(ours, batch)).to.deep.equal(decodeByClient(theirs, batch));
        expect(ours.offset).to.equal(theirs.offset);
      }),
      { numRuns: 500 },
    );
  });

  it('has headers of any name', () => {
    const headers = Object.fromEntries(
      ['__proto__', 'constructor', 'toString'].map((header) => [header, `value of ${header}`] as const),
    );
    const batch: BatchContext = { firstOffset: '1', firstTimestamp: '1', magicByte: 2, timestampType: 0 };
    const decoded = decodeRecord(new Decoder(bodyOf({ key: null, value: null, headers })), batch);
    const texts = Object.entries(decoded.headers).map(([header, value]) => [header, String(value)]);
    expect(texts).to.deep.equal(Object.entries(headers));
  });

  it('that is cut off ends with an error or with what is there, as with the client, and never hangs', () => {
    const body = bodyOf({
      key: 'key',
      value: 'value',
      timestampDelta: 300,
      headers: { name: 'value', other: '' },
    });
    const batch: BatchContext = { firstOffset: '1', firstTimestamp: '1', magicByte: 2, timestampType: 0 };
    const outcome = (decode: (decoder: Decoder, of: BatchContext) => unknown, length: number): unknown => {
      try {
        return decode(new Decoder(body.subarray(0, length)), batch);
      } catch {
        return 'failed';
      }
    };
    for (let length = 0; length < body.length; length += 1)
      expect(outcome(decodeRecord, length), `${length} bytes`).to.deep.equal(outcome(decodeByClient, length));
  });

  it('that states more headers than it can have fails', () => {
    const body = Buffer.concat([Buffer.from([0, 0, 0, 1, 1]), Buffer.from('8080808008', 'hex')]);
    const batch: BatchContext = { firstOffset: '1', firstTimestamp: '1', magicByte: 2, timestampType: 0 };
    expect(() => decodeRecord(new Decoder(body), batch)).to.throw(RangeError);
  });

  it('with very many headers of one name is decoded in one pass', () => {
    const count = 200_000;
    const start = Buffer.from([0, 0, 0, 1, 1, 0x80, 0xb5, 0x18]);
    const body = Buffer.concat([start, Buffer.alloc(count * 4, Buffer.from([2, 0x61, 2, 0x62]))]);
    const batch: BatchContext = { firstOffset: '1', firstTimestamp: '1', magicByte: 2, timestampType: 0 };
    const { headers } = decodeRecord(new Decoder(body), batch);
    expect(headers['a']).to.have.lengthOf(count);
    expect(String(headers['a']?.at(-1))).to.equal('b');
  }).timeout(10_000);
});
