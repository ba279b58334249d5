import { expect } from 'chai';
import { replayOf } from '../../../../../src/cli/dlq/replay.ts';
import { readDeadLetter } from '../../../../../src/cli/dlq/dead-letter.ts';
import { OnexError } from '../../../../../src/errors/index.ts';
import {
  type Envelope,
  type InMemoryTransport,
  CARRIED,
  carriedHeaders,
  closeEventBus,
  createInMemoryTransport,
  openEventBus,
  parseEnvelope,
} from '../../../../../src/event-bus/index.ts';
import { COMPLETED_TOPIC, COMMAND_TOPIC, DEAD_LETTER_TOPIC, FakeNode, command } from '../../../fake-node.ts';
import { recordingLogger } from '../../../recording-logger.ts';
import { until } from '../../../until.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const FOREIGN = {
  traceparent: `00-${TRACE}-${SPAN}-00`,
  tracestate: 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
  baggage: 'userId=alice,serverNode=DF%2028;ttl=3',
  'X-Request-Source': 'checkout-page',
  tenant_id: 'blue',
  b3: `${TRACE}-${SPAN}-0`,
};
const { traceparent: _, ...UNCHANGED } = FOREIGN;

describe('the context of a message', () => {
  let bus: InMemoryTransport;
  let node: FakeNode;
  beforeEach(() => {
    bus = createInMemoryTransport();
    node = new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: { ok: true } }]);
  });
  afterEach(() => closeEventBus(node));

  const open = (): Promise<void> =>
    openEventBus(node, undefined, { transport: bus, logger: recordingLogger() });
  const send = async (headers: Readonly<Record<string, string>>, changes: Partial<Envelope> = {}) => {
    const sent = command({}, changes);
    await bus.publish([{ ...sent, headers }]);
    return sent;
  };
  const firstOn = async (topic: string) => {
    await until(() => bus.records(topic).length > 0);
    return bus.records(topic)[0]!;
  };

  it('goes on whole into what the message causes: flags, tracestate, baggage, unknown headers', async () => {
    await open();
    await send({ ...FOREIGN, content_type: 'application/json' });
    const { headers, value } = await firstOn(COMPLETED_TOPIC);
    expect(headers).to.include(UNCHANGED);
    expect(headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-(?!${SPAN})[0-9a-f]{16}-00$`));
    const { metadata } = parseEnvelope(value);
    expect(metadata.headers, 'for readers that have the envelope alone').to.deep.equal({
      ...UNCHANGED,
      traceparent: headers['traceparent'],
    });
  });

  for (const flags of ['00', '01', '02', '03']) {
    it(`leaves the flags ${flags} of a trace as they are, over two nodes`, async () => {
      await open();
      await send({ traceparent: `00-${TRACE}-${SPAN}-${flags}` });
      const first = await firstOn(COMPLETED_TOPIC);
      const second = new FakeNode(async () => [{ topic: 'onex.evt.billing.second.v1', payload: {} }]);
      const onward = { ...command({}), value: String(first.value), headers: first.headers };
      await closeEventBus(node);
      node = second;
      await open();
      await bus.publish([onward]);
      const { headers } = await firstOn('onex.evt.billing.second.v1');
      expect(headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-${flags}$`));
    });
  }

  it('comes from the envelope where the headers were lost on the way', async () => {
    await open();
    const metadata = { ...command({}).envelope.metadata, headers: FOREIGN };
    await send({}, { metadata });
    const { headers } = await firstOn(COMPLETED_TOPIC);
    expect(headers).to.include(UNCHANGED);
    expect(headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
  });

  it('takes the flags of a header for the trace that the envelope names, and not those of another trace', async () => {
    await open();
    const trace = {
      trace_id: '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
      span_id: `00000000-0000-0000-00f0-67aa0ba902b7`,
    };
    await send({ traceparent: `00-${'a'.repeat(32)}-${SPAN}-00`, tracestate: 'other=1' }, trace);
    const other = await firstOn(COMPLETED_TOPIC);
    expect(other.headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(other.headers).to.not.have.property('tracestate');
    await send({ traceparent: FOREIGN.traceparent, tracestate: 'same=1' }, trace);
    await until(() => bus.records(COMPLETED_TOPIC).length === 2);
    const same = bus.records(COMPLETED_TOPIC)[1]!;
    expect(same.headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    expect(same.headers).to.include({ tracestate: 'same=1' });
  });

  it('comes from the metadata of an envelope that names its trace there alone', async () => {
    await open();
    const { metadata } = command({}).envelope;
    const trace = { trace_id: '4bf92f35-77b3-4da6-a3ce-929d0e0e4736', span_id: SPAN };
    await send({}, { metadata: { ...metadata, ...trace } });
    const { headers } = await firstOn(COMPLETED_TOPIC);
    expect(headers).to.include({ trace_id: trace.trace_id, parent_span_id: SPAN });
    expect(headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  });

  it('reads the known fields of a later version, and its known flags', async () => {
    await open();
    await send({ traceparent: `01-${TRACE}-${SPAN}-fe-later`, tracestate: 'a=1' });
    const { headers } = await firstOn(COMPLETED_TOPIC);
    expect(headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-02$`));
    expect(headers['tracestate']).to.equal('a=1');
  });

  for (const bad of [
    `00-${TRACE}-${SPAN}-00-more`,
    `ff-${TRACE}-${SPAN}-00`,
    `00-${TRACE.toUpperCase()}-${SPAN}-00`,
  ]) {
    it(`ignores ${bad.slice(0, 12)}… with its tracestate, and handles the message`, async () => {
      await open();
      await send({ traceparent: bad, tracestate: 'a=1', baggage: 'b=2' });
      const { headers } = await firstOn(COMPLETED_TOPIC);
      expect(headers).to.include({ baggage: 'b=2' }).and.not.have.any.keys('traceparent', 'tracestate');
    });
  }

  it('stays with the message in its dead letter and in the replay of that', async () => {
    node.work = async () => {
      throw new OnexError('CONTRACT_VALIDATION_ERROR', 'refused');
    };
    await open();
    const sent = await send({ ...FOREIGN, operation_name: 'create', source: 'web', priority: 'high' });
    const letter = await firstOn(DEAD_LETTER_TOPIC);
    expect(letter.headers).to.include({ ...FOREIGN, operation_name: 'create' });
    expect(letter.headers).to.include({ event_type: 'dlq_message', source: 'billing', priority: 'normal' });

    const replay = replayOf(readDeadLetter(letter), new Set([COMMAND_TOPIC]));
    if (!('record' in replay)) throw new Error(replay.problem);
    expect(replay.record.headers).to.include({
      ...FOREIGN,
      operation_name: 'create',
      message_id: sent.envelope.envelope_id,
      event_type: 'billing.payment-requested',
    });
    for (const own of ['dlq_topic', 'original_topic', 'failure_reason', 'failure_timestamp'])
      expect(replay.record.headers).to.not.have.property(own);
    expect(String(replay.record.value)).to.equal(sent.value);
  });

  it('stays with a message that is no envelope, in its dead letter and in the replay of that', async () => {
    await open();
    await bus.publish([{ topic: COMMAND_TOPIC, key: 'k', value: 'no JSON', headers: FOREIGN }]);
    const replay = replayOf(readDeadLetter(await firstOn(DEAD_LETTER_TOPIC)), new Set([COMMAND_TOPIC]));
    expect('record' in replay && replay.record.headers).to.include(FOREIGN);
  });

  it('goes into what a node publishes later, on behalf of a message', async () => {
    await open();
    await send(FOREIGN);
    await firstOn(COMPLETED_TOPIC);
    await node.sink?.([{ topic: 'onex.evt.billing.late.v1', payload: {} }], node.handled[0]!.envelope);
    expect((await firstOn('onex.evt.billing.late.v1')).headers).to.include(UNCHANGED);
  });
});

describe('headers that are carried', () => {
  it('are none that describe one message, belong to the standard set, or hold credentials', () => {
    const own = {
      content_type: 'text/plain',
      'Content-Encoding': 'gzip',
      ce_id: '1',
      'ce-type': 'x',
      kafka_offset: '7',
      message_id: 'm',
      retry_count: '9',
      failure_reason: 'r',
      replayed_from: 'x/0:1',
      Authorization: 'Bearer x',
      'x-api-key': 'k',
      cookie: 'c',
      session_token: 't',
      __proto__x: 'p',
      'no name': 'v',
    };
    expect(carriedHeaders({ ...own, 'X-Mine': 'yes' })).to.deep.equal({ 'X-Mine': 'yes' });
    expect(
      carriedHeaders(JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>),
    ).to.deep.equal({ constructor: 'y' });
  });

  it('are none that could not be sent as they came: control characters, or bytes that are no text', () => {
    expect(carriedHeaders({ a: 'line\nbreak', b: '\u001b[2J', c: 'caf\uFFFD', d: 'café' })).to.deep.equal({
      d: 'café',
    });
  });

  it('are whole or left out, within bounds, W3C’s first', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (__, index) => [`x-${index}`, 'v']));
    const carried = carriedHeaders({ ...many, baggage: 'a=1', traceparent: 'p' });
    expect(Object.keys(carried)).to.have.length(CARRIED.count);
    expect(carried).to.include({ baggage: 'a=1', traceparent: 'p', 'x-0': 'v' });

    const large = carriedHeaders({ baggage: 'é'.repeat(CARRIED.valueBytes / 2 + 1), small: 's' });
    expect(large).to.deep.equal({ small: 's' });

    const full = 'x'.repeat(CARRIED.valueBytes);
    const bounded = carriedHeaders({ baggage: full, one: full, two: 'x' });
    expect(bounded).to.deep.equal({ baggage: full, two: 'x' });
  });

  it('may have names that JavaScript gives a meaning to, each time they come', () => {
    const headers = {
      constructor: 'c',
      toString: 't',
      ['__proto__']: 'p',
      content_type: 'x',
      Message_ID: 'i',
    };
    for (const time of ['first', 'second']) {
      const carried = carriedHeaders(headers);
      expect(Object.entries(carried), time).to.deep.equal([
        ['constructor', 'c'],
        ['toString', 't'],
      ]);
    }
  });

  it('of W3C are found in any case, and named as the standard does', () => {
    expect(carriedHeaders({ Traceparent: 'p', TraceState: 's', BAGGAGE: 'b' })).to.deep.equal({
      traceparent: 'p',
      tracestate: 's',
      baggage: 'b',
    });
  });
});
