import { expect } from 'chai';
import {
  closeEventBus,
  createEnvelope,
  createHeaders,
  createInMemoryTransport,
  nextSpan,
  openEventBus,
  parseEnvelope,
  withTrace,
} from '../../../../src/event-bus/index.ts';
import { COMPLETED_TOPIC, FakeNode, command } from '../../fake-node.ts';
import { recordingLogger } from '../../recording-logger.ts';
import { until } from '../../until.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const TRACE_ID = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';
const SPAN_ID = '00000000-0000-0000-00f0-67aa0ba902b7';

describe('W3C trace context', () => {
  it('goes from the header of a message through a node into what it publishes', async () => {
    const bus = createInMemoryTransport();
    const node = new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: {} }]);
    await openEventBus(node, undefined, { transport: bus, logger: recordingLogger() });
    const sent = command({});
    await bus.publish([{ ...sent, headers: { ...sent.headers, traceparent: `00-${TRACE}-${SPAN}-01` } }]);
    await until(() => bus.records(COMPLETED_TOPIC).length === 1);
    await closeEventBus(node);
    expect(node.handled[0]!.envelope).to.include({ trace_id: TRACE_ID, span_id: SPAN_ID });
    const { value, headers } = bus.records(COMPLETED_TOPIC)[0]!;
    const reply = parseEnvelope(value);
    expect(reply.trace_id).to.equal(TRACE_ID);
    expect(reply.metadata).to.include({ trace_id: TRACE_ID, parent_span_id: SPAN_ID });
    expect(reply.span_id)
      .to.match(/^0{8}-0{4}-0{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
      .and.not.equal(SPAN_ID);
    const own = reply.span_id!.replaceAll('-', '').slice(-16);
    expect(headers).to.include({ traceparent: `00-${TRACE}-${own}-01`, parent_span_id: SPAN_ID });
  });

  it('is what the envelope says, where it says something', () => {
    const envelope = createEnvelope({}, { traceId: TRACE_ID, spanId: SPAN_ID });
    const other = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    expect(withTrace(envelope, { traceparent: other })).to.include({ trace_id: TRACE_ID, span_id: SPAN_ID });
    expect(createHeaders(envelope, { topic: COMPLETED_TOPIC, source: 's' })).to.include({
      traceparent: `00-${TRACE}-${SPAN}-01`,
    });
  });

  it('is left out where there is none, or what is there cannot be read', () => {
    const envelope = createEnvelope({});
    const bad = [
      `00-${TRACE}-${SPAN}`,
      `00-${'0'.repeat(32)}-${SPAN}-01`,
      `00-${TRACE}-${'0'.repeat(16)}-01`,
      '💥',
    ];
    for (const traceparent of bad) expect(withTrace(envelope, { traceparent })).to.equal(envelope);
    expect(nextSpan(envelope.envelope_id, envelope)).to.deep.equal({});
    const foreign = createEnvelope({}, { traceId: 'trace-7', spanId: 'span-1' });
    const halves = [
      createEnvelope({}, { traceId: TRACE_ID, spanId: 'span-1' }),
      createEnvelope({}, { traceId: 'trace-7', spanId: SPAN_ID }),
      createEnvelope({}, { traceId: TRACE_ID }),
    ];
    for (const each of [envelope, foreign, ...halves]) {
      expect(createHeaders(each, { topic: COMPLETED_TOPIC, source: 's' })).to.not.have.property(
        'traceparent',
      );
    }
  });

  it('gives a message that is given out again the same span', () => {
    const cause = createEnvelope({}, { traceId: TRACE_ID, spanId: SPAN_ID });
    const id = createEnvelope({}).envelope_id;
    expect(nextSpan(id, cause)).to.deep.equal(nextSpan(id, cause));
    expect(nextSpan(id, cause)).to.include({ traceId: TRACE_ID, parentSpanId: SPAN_ID });
  });
});
