import { PassThrough, Readable } from 'node:stream';
import { expect } from 'chai';
import type { NodeDescription } from '../../../src/cli/control/index.ts';
import { toBusEvent } from '../../../src/cli/control/index.ts';
import { composeMessage } from '../../../src/cli/send/message.ts';
import { readJson } from '../../../src/cli/send/read-json.ts';
import { outcomeOf } from '../../../src/cli/send/reply.ts';
import { createReporter } from '../../../src/cli/send/report.ts';
import type { Target } from '../../../src/cli/send/target.ts';
import { createEnvelope } from '../../../src/event-bus/index.ts';

const COMPLETED = 'onex.evt.a.b-completed.v1';
const create = { name: 'create', topic: 'onex.cmd.a.b.v1' };
const node = {
  name: 'node_a_b_effect',
  kind: 'effect',
  operations: [create],
  completed: [COMPLETED],
  failed: [],
} as unknown as NodeDescription;
const topicTarget: Target = { topic: create.topic, node: null, operation: null, answering: [node] };
const EXACT = '{"b": 12345678901234567890,"2":1e400,"1":1.50,"b":-0,"text":"\\u00e9\\ud800"}';

describe('the bytes of a message that is sent', () => {
  it('are those of the payload that was typed', () => {
    const { value } = composeMessage(` ${EXACT}\n`, topicTarget, null);
    expect(value.startsWith(`{"payload":${EXACT},"envelope_id":`)).to.equal(true);
    expect(Object.keys(JSON.parse(value) as object)).to.deep.equal(Object.keys(createEnvelope({})));
  });

  it('are those of the payload without each operation that its model does not have', () => {
    const typed = `{"operation":"create","n":12345678901234567890,"n":1e400,"operation": "create"}`;
    const { value } = composeMessage(typed, { ...topicTarget, node, operation: create }, null);
    expect(value).to.contain('{"payload":{"n":12345678901234567890,"n":1e400},"envelope_id":');
  });

  it('are those of a whole envelope', () => {
    const whole = JSON.stringify(createEnvelope(null)).replace('"payload":null', `"payload":${EXACT}`);
    expect(composeMessage(whole, topicTarget, null).value).to.equal(whole);
  });

  it('are refused where they are not UTF-8, or too many', async () => {
    const read = (...chunks: Buffer[]) =>
      readJson('-', Readable.from(chunks) as unknown as NodeJS.ReadStream).catch(
        (error: unknown) => (error as Error).message,
      );
    expect(await read(Buffer.from('{"a":"'), Buffer.from([0xc3]), Buffer.from([0xa9, 0x22, 0x7d]))).to.equal(
      '{"a":"é"}',
    );
    expect(await read(Buffer.from('\ufeff{}'))).to.equal('{}');
    expect(await read(Buffer.from([0x7b, 0xff]))).to.match(/is not UTF-8/u);
    expect(await read(...Array.from({ length: 17 }, () => Buffer.alloc(1024 * 1024)))).to.match(/16 MiB/u);
  });
});

describe('the answer that send prints', () => {
  const message = composeMessage('{"x":1}', topicTarget, null);
  const answered = (payload: string) => {
    const { correlation_id: correlationId, envelope_id: causationId } = message.envelope;
    const envelope = JSON.stringify(createEnvelope(null, { correlationId, causationId }));
    const value = envelope.replace('"payload":null', () => `"payload":${payload}`);
    return outcomeOf(
      toBusEvent({ topic: COMPLETED, key: null, value, headers: {}, timestamp: 0 }),
      message,
      topicTarget,
    )!;
  };
  const printed = (payload: string, json: boolean): string => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const streams = { stdout, stderr } as unknown as Parameters<typeof createReporter>[0];
    createReporter(streams, { json, quiet: false, bus: 'Kafka' }).ended(message, answered(payload));
    return String(stdout.read());
  };

  it('has the digits, the order, and the members of what was sent', () => {
    const payload = '{"b":12345678901234567890,"2":1e400,"1":[1.50],"b":-0}';
    const lines = ['{', '  "b": 12345678901234567890,', '  "2": 1e400,', '  "1": [', '    1.50', '  ],'];
    expect(printed(payload, false)).to.equal([...lines, '  "b": -0', '}', ''].join('\n'));
    const json = printed(payload, true);
    expect(json).to.contain(`"reply":{"topic":"${COMPLETED}","payload":${payload}}`);
    expect(JSON.parse(json)).to.deep.include({ status: 'completed', error: null });
  });

  it('cannot steer the terminal', () => {
    const hostile = '\u009b2J\u061c\u202e\u2028';
    for (const json of [true, false]) {
      const text = printed(JSON.stringify({ hostile, [hostile]: 1 }), json);
      expect(text).to.match(/^[ -~\n]+$/u);
      const shown = JSON.parse(text) as { reply?: { payload: object } };
      expect(shown.reply?.payload ?? shown).to.deep.equal({ hostile, [hostile]: 1 });
    }
  });
});
