import { createByteWriter, type ByteWriter } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';

export interface ProducedMessage {
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, the same in all records of a partition. */
  readonly timestamp?: string;
}

export interface ProduceOptions {
  readonly acks: number;
  readonly timeout: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly firstSequence?: number;
      readonly messages: readonly ProducedMessage[];
    }[];
  }[];
}

const MAGIC = 2;
const NO_PRODUCER = -1;

/**
 * The body of a produce request of version 3 to 7: records without compression or a transaction, from a producer
 * without an ID. Records without a time get `now`.
 */
export function encodeProduceRequest({ acks, timeout, topicData }: ProduceOptions, now: number): Buffer {
  const writer = createByteWriter(probableSize(topicData));
  writer.int16(-1);
  writer.int16(acks);
  writer.int32(timeout);
  writer.int32(topicData.length);
  for (const { topic, partitions } of topicData) {
    writer.text(topic);
    writer.int32(partitions.length);
    for (const { partition, firstSequence = 0, messages } of partitions) {
      writer.int32(partition);
      const size = writer.position();
      writer.int32(0);
      const time = messages[0]?.timestamp;
      writeBatch(writer, messages, firstSequence, time === undefined ? now : Number(time));
      writer.setInt32(size, writer.position() - size - 4);
    }
  }
  return writer.buffer().subarray(0, writer.position());
}

/** Bytes of a record in addition to its value, with the usual headers. */
const BESIDE_VALUE = 1000;

/** Enough for text with one byte a character, and for the space that the writer reserves in advance. */
function probableSize(topicData: ProduceOptions['topicData']): number {
  let size = BESIDE_VALUE;
  let longest = 0;
  for (const { partitions } of topicData) {
    for (const { messages } of partitions) {
      for (const { value } of messages) {
        const length = value?.length ?? 0;
        size += length + BESIDE_VALUE;
        longest = Math.max(longest, length);
      }
    }
  }
  return size + 2 * longest;
}

/** A batch in the format that Kafka has had since 0.11. */
function writeBatch(
  writer: ByteWriter,
  messages: readonly ProducedMessage[],
  firstSequence: number,
  time: number,
): void {
  // Offset of the first record, which the broker sets.
  writer.int64(0);
  const length = writer.position();
  writer.int32(0);
  // Epoch of the leader, which the broker sets.
  writer.int32(0);
  writer.int8(MAGIC);
  const crc = writer.position();
  writer.int32(0);
  // Attributes: no compression, producer time, no transaction.
  writer.int16(0);
  writer.int32(messages.length - 1);
  writer.int64(time);
  writer.int64(time);
  writer.int64(NO_PRODUCER);
  writer.int16(0);
  writer.int32(firstSequence);
  writer.int32(messages.length);
  for (let index = 0; index < messages.length; index += 1) writeRecord(writer, messages[index]!, index);
  writer.setInt32(length, writer.position() - length - 4);
  writer.setInt32(crc, crc32c(writer.buffer(), crc + 4, writer.position()));
}

function writeRecord(
  writer: ByteWriter,
  { key = null, value, headers = {} }: ProducedMessage,
  index: number,
): void {
  writer.sized(() => {
    writer.int8(0);
    // The record has the time of the batch.
    writer.varint(0);
    writer.varint(index);
    writer.varBytes(key);
    writer.varBytes(value);
    const names = Object.keys(headers);
    writer.varint(names.length);
    for (const name of names) {
      writer.varBytes(name);
      writer.varBytes(headers[name]!);
    }
  });
}
