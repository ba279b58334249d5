import { expect } from 'chai';
import type { KafkaMessage } from 'kafkajs';
import { toInboundRecord } from '../../../src/event-bus/kafka/records.ts';

function headersOf(headers: KafkaMessage['headers']) {
  const message = { key: null, value: null, timestamp: '5', attributes: 0, offset: '3', size: 0, headers };
  return toInboundRecord('t', 1, message as KafkaMessage).headers;
}

describe('headers of a Kafka record', () => {
  it('are text, the last of several of one name, and nothing where there is no value', () => {
    const given = { one: Buffer.from('ü'), two: [Buffer.from('a'), 'b'], none: undefined };
    expect(headersOf(given)).to.deep.equal({ one: 'ü', two: 'b' });
    expect(headersOf(undefined)).to.deep.equal({});
  });

  it('that are lists are joined, as in HTTP', () => {
    const given = { tracestate: ['a=1', Buffer.from('b=2')], Baggage: ['c=3', 'd=4'] };
    expect(headersOf(given)).to.deep.equal({ tracestate: 'a=1,b=2', Baggage: 'c=3,d=4' });
  });
});
