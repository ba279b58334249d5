import { expect } from 'chai';
import { createEnvelope, createHeaders } from '../../../../src/event-bus/index.ts';

const ID = '7c6f2b1e-6a55-4f5c-9a0e-000000000001';
const OTHER = '7c6f2b1e-6a55-4f5c-9a0e-000000000002';
describe('headers', () => {
  const topic = 'onex.evt.billing.payment-completed.v1';

  it('are the standard set, and only strings', () => {
    const envelope = createEnvelope({}, { envelopeId: ID, correlationId: OTHER });
    expect(createHeaders(envelope, { topic, source: 'billing' })).to.deep.equal({
      content_type: 'application/json',
      correlation_id: OTHER,
      message_id: ID,
      timestamp: envelope.envelope_timestamp.replace('Z', '+00:00'),
      source: 'billing',
      event_type: 'billing.payment-completed',
      schema_version: '1.0.0',
      priority: 'normal',
      retry_count: '0',
      max_retries: '3',
    });
  });

  it('say what else is known', () => {
    const envelope = createEnvelope(
      {},
      {
        eventType: 'a.b',
        traceId: 'abc',
        spanId: 'def',
        parentSpanId: 'fed',
        timeoutSeconds: 1.5,
        priority: 9,
      },
    );
    expect(
      createHeaders(envelope, { topic, source: 's', key: 'k', destination: 'd', operationName: 'create' }),
    ).to.include({
      event_type: 'a.b',
      trace_id: 'abc',
      span_id: 'def',
      parent_span_id: 'fed',
      ttl_seconds: '1.5',
      priority: 'critical',
      partition_key: 'k',
      destination: 'd',
      operation_name: 'create',
    });
  });
});
