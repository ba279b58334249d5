import { createRequire } from 'node:module';
import type { KafkaMessage } from 'kafkajs';
import { toInboundRecord } from '../../../../../src/event-bus/transports/kafka/records.ts';

const require = createRequire(import.meta.url);
// The client's own writer and reader of records, so that the format is not ours alone.
export const Decoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => {
  readVarIntBytes(): Buffer;
  canReadBytes(bytes: number): boolean;
};
const encode = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => {
  buffer: Buffer;
};
const decode = require('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (
  decoder: unknown,
  context: object,
) => KafkaMessage;

export interface Given {
  readonly key?: string | null;
  readonly value: string | null;
}
/** Records as they are in a batch, uncompressed. */
export const batchOf = (records: readonly Given[]): Buffer =>
  Buffer.concat(
    records.map(({ key = null, value }, index) =>
      Buffer.from(encode({ offsetDelta: index, timestampDelta: index * 10, key, value, headers: {} }).buffer),
    ),
  );
/** Reads them as the client does. */
export function read(batch: Buffer) {
  const decoder = new Decoder(batch);
  const records = [];
  while (decoder.canReadBytes(1)) {
    const message = decode(new Decoder(decoder.readVarIntBytes()), {
      firstOffset: '100',
      firstTimestamp: '0',
    });
    records.push(toInboundRecord('t', 0, message));
  }
  return records;
}
