import { createRequire } from 'node:module';
import { expect } from 'chai';
import fc from 'fast-check';
import { murmur2 } from '../../../../../src/event-bus/transports/kafka/producer/murmur2.ts';

const load = createRequire(import.meta.url);
const ofClient = load('kafkajs/src/producer/partitioners/default/murmur2.js') as (key: unknown) => number;

describe('the hash of a key', () => {
  it('is that of Apache’s own clients', () => {
    // From UtilsTest.testMurmur2 of Apache Kafka.
    for (const [key, hash] of [
      ['21', -973932308],
      ['foobar', -790332482],
      ['a-little-bit-long-string', -985981536],
      ['a-little-bit-longer-string', -1486304829],
      ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
      ['abc', 479470107],
    ] as const) {
      expect(murmur2(key), key).to.equal(hash);
      expect(murmur2(Buffer.from(key)), key).to.equal(hash);
    }
  });

  it('is that of the client, for every key', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
        ),
        (key) => {
          expect(murmur2(key)).to.equal(ofClient(key));
        },
      ),
    );
  });
});
