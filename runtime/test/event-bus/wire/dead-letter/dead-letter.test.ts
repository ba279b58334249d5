import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { createDeadLetter } from '../../../../src/event-bus/index.ts';

const OTHER = '7c6f2b1e-6a55-4f5c-9a0e-000000000002';
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('dead letter', () => {
  const record = (value: Buffer | null) => ({
    topic: 'onex.cmd.billing.payment-requested.v1',
    partition: 3,
    offset: 42n,
    key: Buffer.from('order-1'),
    value,
    headers: {},
    timestamp: 0,
  });
  const options = { topic: 'onex.dlq.billing.commands.v1', source: 'billing' };
  const deadLetterOf = (value: Buffer | null, error: unknown) => {
    const made = createDeadLetter(record(value), error, options);
    return { ...made, letter: JSON.parse(String(made.value)) as Record<string, unknown> };
  };

  it('keeps the message, says why, and has the key of the message', () => {
    const value = bytes({ correlation_id: OTHER, broken: true });
    const { letter, topic, key, headers } = deadLetterOf(value, new TypeError('no\npayload'));
    expect(topic).to.equal(options.topic);
    expect(String(key)).to.equal('order-1');
    expect(letter).to.deep.include({
      original_topic: 'onex.cmd.billing.payment-requested.v1',
      original_message: { key: 'order-1', value: String(value), offset: 42, partition: 3 },
      failure_reason: 'no payload',
      correlation_id: OTHER,
      retry_count: 0,
      error_type: 'TypeError',
    });
    expect(Date.parse(letter['failure_timestamp'] as string)).to.be.greaterThan(0);
    expect(headers).to.include({
      content_type: 'application/json',
      correlation_id: OTHER,
      source: 'billing',
      event_type: 'dlq_message',
      schema_version: '1.0.0',
      original_topic: 'onex.cmd.billing.payment-requested.v1',
      dlq_topic: options.topic,
      failure_reason: 'no payload',
      failure_timestamp: letter['failure_timestamp'] as string,
    });
  });

  it('keeps the conversation of a message that is nested too deeply', () => {
    const value = Buffer.from(`{"payload":${'['.repeat(600)}${']'.repeat(600)},"correlation_id":"${OTHER}"}`);
    expect(deadLetterOf(value, new Error('too deep')).letter['correlation_id']).to.equal(OTHER);
  });

  it('keeps bytes that are not text as base64', () => {
    const value = Buffer.from([0, 255, 1]);
    const { letter } = deadLetterOf(value, new Error('x'));
    expect(letter['failure_type']).to.equal('raw');
    const { value: kept } = letter['original_message'] as { value: string };
    expect(Buffer.from(kept, 'base64').equals(value)).to.equal(true);
  });

  it('refers to a message that is left out: its place, reason, hash, size, and first kilobyte', () => {
    const value = Buffer.from(`${'x'.repeat(1023)}é${'y'.repeat(5000)}`);
    const made = createDeadLetter(
      { ...record(value), headers: { tenant: 'x'.repeat(900) } },
      new Error('no'),
      {
        ...options,
        leaveOut: true,
      },
    );
    const letter = JSON.parse(String(made.value)) as Record<string, unknown>;
    expect(letter).to.deep.include({
      original_topic: 'onex.cmd.billing.payment-requested.v1',
      original_message: { key: 'order-1', value: 'x'.repeat(1023), offset: 42, partition: 3 },
      failure_reason: 'no',
      failure_type: 'left_out',
      original_bytes: value.length,
      original_sha256: createHash('sha256').update(value).digest('hex'),
    });
    expect(made.headers).to.not.have.property('tenant');
  });

  it('refers to a record that was too large to be unpacked by what is known of it', () => {
    const cutOff = { bytes: 1_500_000_000, sha256: 'a'.repeat(64) };
    const made = createDeadLetter({ ...record(Buffer.from('begin')), cutOff }, new Error('no'), options);
    expect(JSON.parse(String(made.value))).to.include({
      failure_type: 'left_out',
      original_bytes: cutOff.bytes,
      original_sha256: cutOff.sha256,
    });
  });

  it('keeps a record without a value, and bounds the reason', () => {
    const { letter } = deadLetterOf(null, new Error('x'.repeat(5000)));
    expect(letter['original_message']).to.include({ value: null });
    expect(letter['failure_reason']).to.have.length(1000);
  });
});
