import { expect } from 'chai';
import { type Palette } from 'onex-cli-kit';
import { toBusEvent } from '../../../src/cli/control/index.ts';
import { eventJsonLine, eventLine } from '../../../src/cli/tail/event-line.ts';
import { createEnvelope } from '../../../src/event-bus/index.ts';

const plain = (text: string): string => text;
const PLAIN: Palette = {
  good: plain,
  bad: plain,
  caution: plain,
  faint: plain,
  strong: plain,
  accent: plain,
  numbered: (_index, text) => text,
};
const CORRELATION = '3f2a91bc-0000-4000-8000-000000000000';

function line(topic: string, value: unknown, width?: number): string {
  const text =
    typeof value === 'string' || value === null || Buffer.isBuffer(value) ? value : JSON.stringify(value);
  const event = toBusEvent({ topic, key: null, value: text, headers: {}, timestamp: 0 });
  return eventLine(event, PLAIN, width).slice('00:00:00.000  '.length);
}

describe('an event in one line', () => {
  it('is time, topic, beginning of the correlation id, payload', () => {
    const envelope = createEnvelope({ operation: 'create' }, { correlationId: CORRELATION });
    expect(line('onex.cmd.a.b.v1', envelope)).to.equal('onex.cmd.a.b.v1  #3f2a91bc  {"operation":"create"}');
  });

  it('is cut to the width of the terminal', () => {
    const envelope = createEnvelope({ text: 'x'.repeat(500) }, { correlationId: CORRELATION });
    const whole = line('onex.cmd.a.b.v1', envelope, 80);
    expect(whole.length + '00:00:00.000  '.length).to.equal(80);
    expect(whole.endsWith('…')).to.equal(true);
  });

  for (const width of [100, 80, 60, 40]) {
    it(`keeps the payload readable and no line too wide at ${width} columns`, () => {
      const envelope = createEnvelope(
        { operation: 'create', data: { amount: 12 } },
        { correlationId: CORRELATION },
      );
      const topic = 'onex.cmd.billing.payment-requested.v1';
      const event = toBusEvent({ topic, key: null, value: JSON.stringify(envelope), headers: {} });
      const lines = eventLine(event, PLAIN, width).split('\n');
      for (const text of lines) expect(text.length, text).to.be.at.most(width);
      expect(lines.join('')).to.match(/requested\.v1 {2}#3f2a91bc {2}\{"operation":"create","data":\{"am/);
    });
  }

  it('stays within a terminal of any width', () => {
    const envelope = createEnvelope({ text: 'x'.repeat(500) }, { correlationId: CORRELATION });
    const event = toBusEvent({
      topic: 'a'.repeat(90),
      key: null,
      value: JSON.stringify(envelope),
      headers: {},
    });
    for (let width = 1; width <= 120; width += 1) {
      for (const text of eventLine(event, PLAIN, width).split('\n')) {
        expect(text.length, text).to.be.at.most(width);
      }
    }
  });

  it('says of an introspection who and why, of a dead letter the reason, of a stage which', () => {
    const node = { node_name: 'node_a_b_effect', node_type: 'effect', reason: 'startup' };
    expect(line('onex.evt.platform.node-introspection.v1', createEnvelope(node))).to.match(
      /startup: node_a_b_effect \(effect\)$/,
    );
    expect(
      line('onex.dlq.a.commands.v1', { failure_reason: 'no payload', correlation_id: CORRELATION }),
    ).to.equal('onex.dlq.a.commands.v1  #3f2a91bc  no payload');
    const stage = {
      workflow_id: 'x',
      workflow_name: 'checkout',
      stage: 'pay',
      stage_index: 0,
      stages_total: 2,
    };
    expect(line('onex.evt.a.checkout-stage-started.v1', createEnvelope(stage))).to.match(
      /checkout: pay \(1 of 2\)$/,
    );
    const failed = { ...stage, duration_ms: 12, error: { message: 'No money.' } };
    expect(line('onex.evt.a.checkout-stage-failed.v1', createEnvelope(failed))).to.match(
      /checkout: pay \(1 of 2\), 12 ms: No money\.$/,
    );
  });

  it('shows what is no message as it is, and cannot steer the terminal', () => {
    expect(line('t', 'plain text')).to.equal('t    plain text');
    expect(line('t', null)).to.equal('t    (deleted)');
    expect(line('t', Buffer.from([0xff, 0xfe]))).to.equal('t    (not UTF-8)');
    const hostile = line('t\u001b]0;x\u0007', 'a\nb\u001b[2J\u202ec');
    // oxlint-disable-next-line no-control-regex
    expect(hostile).to.not.match(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(hostile).to.include('a\\nb\\u001b[2J\\u202ec');
  });

  it('is printed whatever a message brings along', () => {
    const hostile = { toString: 1, valueOf: 1 };
    const node = { node_name: hostile, node_type: hostile, reason: hostile };
    expect(line('onex.evt.platform.node-introspection.v1', { payload: node })).to.include('toString');
    const stage = {
      workflow_id: 'x',
      workflow_name: hostile,
      stage: hostile,
      stage_index: hostile,
      stages_total: hostile,
      duration_ms: hostile,
      error: { message: hostile },
    };
    expect(line('onex.evt.a.b.v1', { payload: stage })).to.include('toString');
    const deep = line('onex.evt.a.b.v1', `{"payload":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 80);
    expect(deep.endsWith('[[[…')).to.equal(true);
  });

  it('is whole in JSON whatever its time is and however many levels it has', () => {
    const value = `{"payload":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const event = toBusEvent({ topic: 't', key: null, value, headers: {}, timestamp: 9e15 });
    const json = JSON.parse(eventJsonLine(event)) as object;
    expect(json).to.deep.include({ timestamp: null, value, encoding: 'utf8' });
    expect(eventLine(event, PLAIN)).to.match(/^--:--:--\.--- {2}t/);
  });

  it('is whole in JSON, with the envelope parsed where there is one', () => {
    const envelope = createEnvelope({ n: 1 });
    const event = toBusEvent({
      topic: 't',
      key: 'k',
      value: JSON.stringify(envelope),
      headers: { a: 'b' },
      timestamp: 0,
    });
    expect(JSON.parse(eventJsonLine(event))).to.deep.equal({
      topic: 't',
      timestamp: '1970-01-01T00:00:00.000Z',
      key: 'k',
      headers: { a: 'b' },
      value: envelope,
    });
    const raw = toBusEvent({ topic: 't', key: null, value: Buffer.from([0xff]), headers: {}, timestamp: 0 });
    expect(JSON.parse(eventJsonLine(raw))).to.deep.include({ value: '/w==', encoding: 'base64' });
  });

  const EXACT = '{"payload":{"b":12345678901234567890,"2":1e400,"1":1.50,"b":-0}}';

  it('has the digits, the order, and the members of what was sent', () => {
    const spaced = EXACT.replaceAll(/[,:]/g, '$&\n ');
    const event = toBusEvent({ topic: 't', key: null, value: spaced, headers: {}, timestamp: 0 });
    expect(eventLine(event, PLAIN)).to.contain(EXACT.slice('{"payload":'.length, -1));
    expect(eventJsonLine(event)).to.contain(`"value":${EXACT}}`);
  });

  it('reads a value after a byte order mark, which stays a part of a value that is no JSON', () => {
    const marked = (value: string) =>
      toBusEvent({ topic: 't', key: null, value: Buffer.from(`\ufeff${value}`), headers: {}, timestamp: 0 });
    expect(eventJsonLine(marked(EXACT))).to.contain(`"value":${EXACT}}`);
    expect(JSON.parse(eventJsonLine(marked('plain')))).to.deep.include({ value: '\ufeffplain' });
  });

  it('has the bytes of a key that is not UTF-8', () => {
    const event = toBusEvent({
      topic: 't',
      key: Buffer.from([0xff]),
      value: '{}',
      headers: {},
      timestamp: 0,
    });
    expect(JSON.parse(eventJsonLine(event))).to.deep.include({ key: { base64: '/w==' } });
  });

  it('in JSON cannot steer the terminal either', () => {
    const hostile = '\u009b2J\u202e\u061c\u200f';
    const value = JSON.stringify({ payload: { [hostile]: hostile } });
    const event = toBusEvent({ topic: hostile, key: hostile, value, headers: { a: hostile }, timestamp: 0 });
    const text = eventJsonLine(event);
    expect(text).to.match(/^[ -~]+$/u);
    expect(JSON.parse(text)).to.deep.include({ topic: hostile, key: hostile, value: JSON.parse(value) });
  });
});
