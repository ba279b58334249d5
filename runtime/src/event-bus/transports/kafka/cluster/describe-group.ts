/**
 * The first version of the request whose response has the permitted operations on a group. Kafka has had it since 2.3.
 */
export const DESCRIBE_GROUPS = { apiKey: 15, version: 3 };

/**
 * A request for the client's permitted operations on a group, in a version that the client library lacks, in the form
 * in which the library sends requests. The result is a bit set: 3 is READ, 8 is DESCRIBE, and 0 means that the group is
 * not authorized.
 */
export function describeGroupRequest(groupId: string): object {
  const name = Buffer.from(groupId);
  const body = Buffer.alloc(4 + 2 + name.length + 1);
  body.writeInt32BE(1, 0);
  body.writeInt16BE(name.length, 4);
  name.copy(body, 6);
  // Include the operations.
  body.writeInt8(1, 6 + name.length);
  return {
    request: {
      apiKey: DESCRIBE_GROUPS.apiKey,
      apiName: 'DescribeGroups',
      apiVersion: DESCRIBE_GROUPS.version,
      encode: async () => ({ buf: body, buffer: body }),
    },
    response: {
      decode: async (answer: Buffer) => ({
        operations: readGroupOperations(answer),
        clientSideThrottleTime: 0,
      }),
      parse: async ({ operations }: { operations: number }) => operations,
    },
    logResponseError: false,
  };
}

/** The operations in a version 3 response about one group. @throws RangeError if it is truncated. */
export function readGroupOperations(answer: Buffer): number {
  // After the throttle time and the number of groups.
  let at = 8;
  const skip = (bytes: number): void => {
    at += Math.max(0, bytes);
    if (at > answer.length) throw new RangeError('the answer to a request about a group is cut off');
  };
  const int32 = (): number => {
    skip(4);
    return answer.readInt32BE(at - 4);
  };
  const skipText = (): void => {
    skip(2);
    skip(answer.readInt16BE(at - 2));
  };
  const skipBytes = (): void => skip(int32());
  skip(2);
  const errorCode = answer.readInt16BE(8);
  for (let text = 0; text < 4; text += 1) skipText();
  for (let members = int32(); members > 0; members -= 1) {
    for (let text = 0; text < 3; text += 1) skipText();
    skipBytes();
    skipBytes();
  }
  const operations = int32();
  return errorCode === 0 ? operations : 0;
}
