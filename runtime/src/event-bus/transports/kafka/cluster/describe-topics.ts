/** What a broker reports about a topic. */
export interface TopicDescription {
  readonly topic: string;
  /** Kafka's error code; 0: none, 3: the topic does not exist, 29: not authorized. */
  readonly errorCode: number;
  /** Hexadecimal; changes when a topic is deleted and created again. */
  readonly id: string;
  readonly partitions: readonly number[];
  /** Bit set of the client's permitted operations on it; 3 is READ, 4 WRITE, 8 DESCRIBE. */
  readonly operations: number;
}

/** The first version of the request whose response has the IDs of topics. Kafka has had it since 2.8. */
export const METADATA = { apiKey: 3, version: 10 };
export const ALL_OPERATIONS = 0x7fff_ffff;
const NO_ID = Buffer.alloc(16);

/**
 * A metadata request in a version that the client lacks, in the form in which the client sends requests. Its header and
 * the response header have one byte more than the client writes and reads: the tagged fields, which are empty here.
 */
export function describeTopicsRequest(topics: readonly string[]): object {
  const body = Buffer.concat([
    Buffer.from([0]),
    varint(topics.length + 1),
    ...topics.flatMap((topic) => [
      NO_ID,
      varint(Buffer.byteLength(topic) + 1),
      Buffer.from(topic),
      Buffer.from([0]),
    ]),
    // Create no topics, omit the operations on the cluster, and include those on topics. No tagged fields.
    Buffer.from([0, 0, 1, 0]),
  ]);
  return {
    request: {
      apiKey: METADATA.apiKey,
      apiName: 'Metadata',
      apiVersion: METADATA.version,
      // What the client accepts as its own encoder.
      encode: async () => ({ buf: body, buffer: body }),
    },
    response: {
      decode: async (answer: Buffer) => ({ topics: readTopics(answer), clientSideThrottleTime: 0 }),
      parse: async ({ topics: described }: { topics: readonly TopicDescription[] }) => described,
    },
    logResponseError: false,
  };
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

/** The topics of a version 10 response, without its correlation ID. @throws RangeError if it is truncated. */
export function readTopics(answer: Buffer): readonly TopicDescription[] {
  let at = 0;
  const skip = (bytes: number): number => {
    at += bytes;
    if (at > answer.length) throw new RangeError('the answer to a metadata request is cut off');
    return at - bytes;
  };
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = answer.readUInt8(skip(1));
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const list = <T>(read: () => T): T[] => Array.from({ length: Math.max(0, number() - 1) }, read);
  const text = (): string => {
    const length = Math.max(0, number() - 1);
    return answer.toString('utf8', skip(length), at);
  };
  const int32 = (): number => answer.readInt32BE(skip(4));
  const int16 = (): number => answer.readInt16BE(skip(2));
  const tags = (): void => {
    for (let count = number(); count > 0; count -= 1) {
      number();
      skip(number());
    }
  };

  tags();
  skip(4);
  list(() => {
    skip(4);
    text();
    skip(4);
    text();
    tags();
  });
  text();
  skip(4);
  return list(() => {
    const errorCode = int16();
    const topic = text();
    const id = answer.toString('hex', skip(16), at);
    skip(1);
    const partitions = list(() => {
      skip(2);
      const partition = int32();
      skip(8);
      for (let lists = 0; lists < 3; lists += 1) list(int32);
      tags();
      return partition;
    });
    const operations = int32();
    tags();
    return { topic, errorCode, id, partitions, operations };
  });
}
