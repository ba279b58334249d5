import { expect } from 'chai';
import type { KafkaMessage } from 'kafkajs';
import { toInboundRecord } from '../../../../src/event-bus/transports/kafka/records.ts';
import { readEnvelope } from '../../../../src/event-bus/wire/headers/context/read-envelope.ts';

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

  it('of which the value is null are left out, and the message is read', () => {
    const names = ['traceparent', 'tracestate', 'baggage', 'operation_name', 'x-replay-count', 'other'];
    const nulls = Object.fromEntries(names.map((name) => [name, null]));
    const headers = { ...nulls, one: Buffer.from('1'), __none: [null, null] };
    const message = { key: null, value: Buffer.from('{"payload":{}}'), timestamp: '5', offset: '3', headers };
    const read = toInboundRecord('t', 1, message as unknown as KafkaMessage);
    expect(read.headers).to.deep.equal({ one: '1' });
    expect(readEnvelope(read).payload).to.deep.equal({});
  });

  it('are those of their own record, however many records have headers of the same names', () => {
    const texts = ['normal', 'high', 'normal', 'hig', 'norma\u006d', '', 'normal', 'n'.repeat(100)];
    for (const text of texts)
      expect(headersOf({ priority: Buffer.from(text) })).to.deep.equal({ priority: text });
    const bytes = Buffer.from('value');
    headersOf({ changed: bytes });
    bytes.fill('x');
    expect(headersOf({ changed: Buffer.from('value') })).to.deep.equal({ changed: 'value' });
    expect(headersOf({ changed: bytes })).to.deep.equal({ changed: 'xxxxx' });
  });

  it('that are lists are joined, as in HTTP', () => {
    const given = { tracestate: ['a=1', Buffer.from('b=2')], Baggage: ['c=3', 'd=4'] };
    expect(headersOf(given)).to.deep.equal({ tracestate: 'a=1,b=2', Baggage: 'c=3,d=4' });
  });
});
