import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Envelope,
  causationId,
  createEnvelope,
  parseEnvelope,
} from '../../../../src/event-bus/index.ts';
import { isContentError } from '../../../../src/errors/index.ts';

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
