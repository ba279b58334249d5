import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Envelope,
  ONEX_NAMESPACE,
  causationId,
  consumerGroup,
  createEnvelope,
  createHeaders,
  deadLetterTopic,
  eventTypeOf,
  groupPrefix,
  isPlatformTopic,
  obeysTopicRule,
  outputId,
  parseEnvelope,
  recordKey,
  topicCategory,
  uuidv5,
} from '../../../src/event-bus/index.ts';
import { isContentError } from '../../../src/errors/index.ts';

const ID = '7c6f2b1e-6a55-4f5c-9a0e-000000000001';
const OTHER = '7c6f2b1e-6a55-4f5c-9a0e-000000000002';
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** An envelope as the wire format prints it. */
const PRINTED = {
  payload: {},
  envelope_id: ID,
  envelope_timestamp: '2026-01-01T00:00:00.000Z',
  correlation_id: OTHER,
  source_tool: null,
  target_tool: null,
  metadata: { trace_id: null, span_id: null, parent_span_id: null, request_id: null, headers: {}, tags: {} },
  security_context: null,
  event_type: null,
  payload_type: null,
  payload_schema_version: null,
  priority: 5,
  timeout_seconds: null,
  retry_count: 0,
  request_id: null,
  trace_id: null,
  span_id: null,
  onex_version: { major: 1, minor: 0, patch: 0, prerelease: null, build: null },
  envelope_version: { major: 2, minor: 1, patch: 0, prerelease: null, build: null },
};

/** An envelope of so many levels, the envelope itself and what is innermost among them. */
function nested(levels: number, open: string, close: string, innermost = '[]'): Buffer {
  const between = levels - 2;
  const payload = open.repeat(between) + innermost + close.repeat(between);
  return Buffer.from(`{"payload":${payload},"envelope_id":"${ID}"}`);
}

describe('envelope', () => {
  it('is made with exactly the keys and defaults of the wire', () => {
    const made = createEnvelope({}, { envelopeId: ID, correlationId: OTHER });
    expect({ ...made, envelope_timestamp: PRINTED.envelope_timestamp }).to.deep.equal(PRINTED);
    expect(Object.keys(made)).to.deep.equal(Object.keys(PRINTED));
    expect(new Date(made.envelope_timestamp).toISOString()).to.equal(made.envelope_timestamp);
  });

  it('records what caused it among the tags', () => {
    const made = createEnvelope({}, { causationId: ID, tags: { a: 'b' } });
    expect(made.metadata.tags).to.deep.equal({ a: 'b', causation_id: ID });
    expect(causationId(made)).to.equal(ID);
    expect(causationId(createEnvelope({}))).to.equal(null);
  });

  it('comes back as it was sent, for any JSON payload', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        const sent = JSON.parse(JSON.stringify(createEnvelope(payload))) as Envelope;
        expect(parseEnvelope(bytes(sent))).to.deep.equal(sent);
      }),
    );
  });

  it('ignores keys it does not know, at every level', () => {
    const metadata = { ...PRINTED.metadata, fresh: 1 };
    const parsed = parseEnvelope(bytes({ ...PRINTED, metadata, fresh: { deep: true } }));
    expect(parsed).to.deep.equal(PRINTED);
  });

  it('accepts a message with only a payload and an id', () => {
    const parsed = parseEnvelope(bytes({ payload: { a: 1 }, envelope_id: ID.toUpperCase() }));
    expect(parsed).to.deep.include({ payload: { a: 1 }, envelope_id: ID, correlation_id: ID, priority: 5 });
    expect(Object.keys(parsed).toSorted()).to.deep.equal(Object.keys(PRINTED).toSorted());
  });

  it('accepts payload null, and null for what has a default', () => {
    const parsed = parseEnvelope(
      bytes({ payload: null, envelope_id: ID, metadata: null, priority: null, onex_version: null }),
    );
    expect(parsed).to.deep.include({ payload: null, metadata: PRINTED.metadata, priority: 5 });
  });

  it('does not take a message without an id for the one at its place before the topic was created again', () => {
    const place = { topic: 'onex.cmd.a.b.v1', partition: 2, offset: 7n, incarnation: '1000' };
    const first = parseEnvelope(bytes({ payload: {} }), place).envelope_id;
    expect(parseEnvelope(bytes({ payload: {} }), { ...place }).envelope_id).to.equal(first);
    expect(parseEnvelope(bytes({ payload: {} }), { ...place, incarnation: '2000' }).envelope_id).to.not.equal(
      first,
    );
  });

  it('names a message without an id by its place, alike at each delivery', () => {
    const place = { topic: 'onex.cmd.a.b.v1', partition: 2, offset: 7n };
    const first = parseEnvelope(bytes({ payload: {} }), place);
    expect(parseEnvelope(bytes({ payload: {} }), place).envelope_id).to.equal(first.envelope_id);
    expect(parseEnvelope(bytes({ payload: {} }), { ...place, offset: 8n }).envelope_id).to.not.equal(
      first.envelope_id,
    );
  });

  it('accepts as many levels as any value has, and any brackets in strings', () => {
    expect(parseEnvelope(nested(500, '[', ']')).envelope_id).to.equal(ID);
    const texts = ['['.repeat(600), '\\"' + '{'.repeat(600), '\\'];
    expect(parseEnvelope(bytes({ payload: texts, envelope_id: ID })).payload).to.deep.equal(texts);
  });

  const malformed: readonly (readonly [string, Buffer | null, RegExp])[] = [
    ['no value', null, /no value/],
    ['an empty value', Buffer.alloc(0), /no value/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
    ['no JSON', Buffer.from('{"payload": '), /not JSON/],
    ['a JSON array', bytes([PRINTED]), /not a JSON object/],
    ['a JSON string', bytes('payload'), /not a JSON object/],
    ['no payload', bytes({ ...PRINTED, payload: undefined }), /no payload/],
    ['an id that is no UUID', bytes({ ...PRINTED, envelope_id: 'secret-1' }), /envelope_id/],
    ['a correlation id that is no UUID', bytes({ ...PRINTED, correlation_id: 5 }), /correlation_id/],
    ['a priority out of range', bytes({ ...PRINTED, priority: 11 }), /priority/],
    ['a version as a string', bytes({ ...PRINTED, onex_version: 'secret-1' }), /onex_version/],
    ['more levels than any value has', nested(501, '[', ']'), /deeper than 500/],
    ['more levels of objects than any value has', nested(501, '{"secret":', '}', '{}'), /deeper than 500/],
    [
      'many levels, with strings that only look like their ends',
      nested(501, '["]",', ']'),
      /deeper than 500/,
    ],
    ['more levels than can be walked', nested(1_000_000, '[', ']'), /deeper than 500/],
    [
      'an envelope version of the future',
      bytes({ ...PRINTED, envelope_version: { major: 3, minor: 0, patch: 0 } }),
      /version 3/,
    ],
  ];
  for (const [what, value, message] of malformed) {
    it(`refuses ${what} as a content error that does not quote it`, () => {
      let error: unknown;
      try {
        parseEnvelope(value);
      } catch (thrown) {
        error = thrown;
      }
      expect(isContentError(error)).to.equal(true);
      expect((error as Error).message).to.match(message);
      expect((error as Error).message).to.not.contain('secret');
    });
  }

  it('never throws anything but a content error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (value) => {
        try {
          parseEnvelope(Buffer.from(value));
        } catch (error) {
          expect(isContentError(error)).to.equal(true);
        }
      }),
    );
  });
});

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

describe('record key', () => {
  const topic = 'onex.cmd.billing.payment-requested.v1';
  const key = (payload: unknown): string | null =>
    recordKey(createEnvelope(payload, { correlationId: ID }), topic);

  it('is the first of entity, node, session and correlation id of the payload, else the envelope’s', () => {
    const all = { correlation_id: 'c', session_id: 's', node_id: 'n', entity_id: 'e' };
    expect(key(all)).to.equal('e');
    expect(key({ ...all, entity_id: null })).to.equal('n');
    expect(key({ ...all, entity_id: undefined, node_id: '' })).to.equal('s');
    expect(key({ correlation_id: 'c' })).to.equal('c');
    expect(key({ entity_id: 7 })).to.equal('7');
    expect(key({ entity_id: { no: 'id' } })).to.equal(ID);
    for (const payload of [{}, null, 'text', [1]]) expect(key(payload)).to.equal(ID);
  });

  it('is absent for announcements', () => {
    const envelope = createEnvelope({ node_id: ID });
    expect(recordKey(envelope, 'onex.evt.platform.node-introspection.v1')).to.equal(null);
    expect(recordKey(envelope, 'onex.evt.platform.node-heartbeat.v1')).to.equal(null);
  });
});

describe('consumer group', () => {
  const name = {
    environment: 'local',
    service: 'billing',
    nodeName: 'node_billing_payment_effect',
    purpose: 'consume',
    version: { major: 1, minor: 0, patch: 0 },
  };

  it('names environment, service, node, purpose and version', () => {
    expect(consumerGroup(name)).to.equal('local.billing.node_billing_payment_effect.consume.1.0.0');
    expect(consumerGroup(name).startsWith(groupPrefix(name))).to.equal(true);
  });

  it('is cut at 255 characters, and long names stay apart by a hash', () => {
    const long = { ...name, nodeName: 'n'.repeat(300) };
    const cut = consumerGroup(long);
    const next = consumerGroup({ ...long, version: { major: 1, minor: 0, patch: 1 } });
    expect(cut)
      .to.have.length(255)
      .and.match(/-[0-9a-f]{8}$/);
    expect(next.slice(0, 246)).to.equal(cut.slice(0, 246));
    expect(next).to.not.equal(cut);
    expect(consumerGroup({ ...name, nodeName: 'n'.repeat(255 - 28) }))
      .to.have.length(255)
      .and.match(/1\.0\.0$/);
  });
});

describe('topics', () => {
  it('obey the rule of five segments', () => {
    for (const topic of [
      'onex.cmd.billing.payment-requested.v1',
      'onex.evt.a.b.v12',
      'onex.dlq.omnibase-infra.intents.v1',
      'onex.snapshot.a.b2-c.v3',
    ]) {
      expect(obeysTopicRule(topic), topic).to.equal(true);
    }
    for (const topic of [
      'dev.onex.cmd.a.b.v1',
      'onex.cmd.a.b',
      'onex.cmd.a.b.c.v1',
      'onex.cmd.A.b.v1',
      'onex.cmd.a.b_c.v1',
      'onex.cmd.a.b-.v1',
      'onex.cmd.a.b--c.v1',
      'onex.cmd.1a.b.v1',
      'onex.cmd.a.b.v0',
      'onex.cmd.a.b.v01',
      'onex.request.a.b.v1',
      'onex.cmd.a.b.v1\n',
    ]) {
      expect(obeysTopicRule(topic), JSON.stringify(topic)).to.equal(false);
    }
  });

  it('tell their category and event type', () => {
    expect(topicCategory('onex.cmd.a.b.v1')).to.equal('COMMAND');
    expect(topicCategory('onex.evt.a.b.v1')).to.equal('EVENT');
    expect(topicCategory('onex.intent.a.b.v1')).to.equal('INTENT');
    for (const topic of ['onex.dlq.a.b.v1', 'onex.snapshot.a.b.v1', 'orders', 'x.cmd.a.b.v1']) {
      expect(topicCategory(topic), topic).to.equal(null);
    }
    expect(eventTypeOf('onex.evt.billing.payment-completed.v1')).to.equal('billing.payment-completed');
    expect(eventTypeOf('orders')).to.equal('orders');
    expect(isPlatformTopic('onex.evt.platform.node-introspection.v1')).to.equal(true);
    expect(isPlatformTopic('onex.evt.billing.platform.v1')).to.equal(false);
  });

  it('send a dead letter by the kind of its source, to the contract’s topics first', () => {
    expect(deadLetterTopic('onex.cmd.a.b.v1', 'billing')).to.equal('onex.dlq.billing.commands.v1');
    expect(deadLetterTopic('onex.evt.a.b.v1', 'billing')).to.equal('onex.dlq.billing.events.v1');
    expect(deadLetterTopic('onex.intent.a.b.v1', 'billing')).to.equal('onex.dlq.billing.intents.v1');
    expect(deadLetterTopic('orders', 'My Domain_2')).to.equal('onex.dlq.my-domain-2.commands.v1');
    const own = ['onex.dlq.x.commands.v1', 'onex.dlq.x.events.v1'];
    expect(deadLetterTopic('onex.evt.a.b.v1', 'billing', own)).to.equal('onex.dlq.x.events.v1');
    expect(deadLetterTopic('onex.intent.a.b.v1', 'billing', own)).to.equal('onex.dlq.x.commands.v1');
  });
});

describe('name-based ids', () => {
  it('are UUIDs of version 5', () => {
    // The example of RFC 9562, appendix A.4: www.example.com in the DNS namespace.
    expect(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).to.equal(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
    expect(uuidv5(ONEX_NAMESPACE, 'x')).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/);
  });

  it('give each output of each node to one input an id of its own, the same each time', () => {
    expect(outputId(ID, 'node_a', 0)).to.equal(outputId(ID, 'node_a', 0));
    const ids = [
      outputId(ID, 'node_a', 0),
      outputId(ID, 'node_a', 1),
      outputId(ID, 'node_b', 0),
      outputId(OTHER, 'node_a', 0),
    ];
    expect(new Set(ids).size).to.equal(4);
  });
});
