import { expect } from 'chai';
import {
  describeGroupRequest,
  readGroupOperations,
} from '../../../../../src/event-bus/transports/kafka/cluster/describe-group.ts';

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
const bytes = (value: string): Buffer => Buffer.concat([int32(value.length), Buffer.from(value)]);
const member = Buffer.concat([text('m-1'), text('client'), text('/127.0.0.1'), bytes('meta'), bytes('')]);

/** An answer of version 3 about one group, laid out as Kafka's protocol guide says. */
const answer = (errorCode: number, members: readonly Buffer[], operations: number): Buffer =>
  Buffer.concat([
    int32(0),
    int32(1),
    int16(errorCode),
    text('local.billing'),
    text('Stable'),
    text('consumer'),
    text('RoundRobin'),
    int32(members.length),
    ...members,
    int32(operations),
  ]);

describe('the operations on a group', () => {
  it('are read behind all of its members', () => {
    expect(readGroupOperations(answer(0, [], 0b1_0000_1000))).to.equal(0b1_0000_1000);
    expect(readGroupOperations(answer(0, [member, member], 1 << 8))).to.equal(1 << 8);
  });

  it('are none where the group is not authorized, whatever the answer holds', () => {
    expect(readGroupOperations(answer(30, [], -0x8000_0000))).to.equal(0);
  });

  it('of an answer that is cut off are an error at each of its bytes', () => {
    const whole = answer(0, [member], 8);
    for (let length = 8; length < whole.length; length += 1)
      expect(() => readGroupOperations(whole.subarray(0, length)), String(length)).to.throw(RangeError);
  });

  it('are asked for by the name of the group, also one of many bytes', async () => {
    const { request } = describeGroupRequest('größe') as {
      request: { apiVersion: number; encode(): Promise<{ buffer: Buffer }> };
    };
    const { buffer } = await request.encode();
    expect(request.apiVersion).to.equal(3);
    expect(buffer).to.deep.equal(Buffer.concat([int32(1), text('größe'), Buffer.from([1])]));
  });
});
