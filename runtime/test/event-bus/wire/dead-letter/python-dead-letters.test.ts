import { expect } from 'chai';
import {
  carriedHeaders,
  createDeadLetter,
  type DeadLetter,
  type InboundRecord,
} from '../../../../src/event-bus/index.ts';
import { readDeadLetter } from '../../../../src/cli/dlq/dead-letter.ts';
import { replayOf, type Replay } from '../../../../src/cli/dlq/replay.ts';

// The replay node of omnibase-infra reads `retry_count` and `redacted_fields` of a letter, and writes `x-replay-count`.
const TOPIC = 'onex.dlq.shop.commands.v1';
const FROM = 'onex.cmd.shop.user-requested.v1';
const PLAIN = '{"payload":{"user":"Ada"}}';

const recordOf = (value: Buffer | string, headers: Record<string, string> = {}): InboundRecord => ({
  topic: FROM,
  partition: 2,
  offset: 7n,
  key: Buffer.from('k'),
  value: Buffer.from(value),
  headers,
  timestamp: 0,
});
const deadLetterOf = (
  value: Buffer | string,
  headers: Record<string, string> = {},
  leaveOut = false,
): DeadLetter & { redacted_fields?: readonly string[] } => {
  const options = { topic: TOPIC, source: 'shop', leaveOut };
  return JSON.parse(String(createDeadLetter(recordOf(value, headers), new Error('no'), options).value));
};

/** A letter as Python's bus writes it. */
const replayOfPython = (letter: object, value: unknown = PLAIN, from = FROM): Replay => {
  const json = { original_topic: from, original_message: { value, partition: 2, offset: 7 }, ...letter };
  const record = { ...recordOf(JSON.stringify(json)), topic: TOPIC };
  return replayOf(readDeadLetter(record), new Set([FROM, 'onex.dlq.omnibase-infra.events.v1']));
};
const problemOf = (replay: Replay): string => ('problem' in replay ? replay.problem : '');

describe('a dead letter that the Python replay node reads', () => {
  it('names the fields whose values were removed, so that it does not publish an incomplete message', () => {
    const secrets = '{"payload":{"dbPassword":"s","list":[{"a":1},{"api_key":{"id":1}}],"token":null}}';
    expect(deadLetterOf(secrets).redacted_fields).to.deep.equal([
      'payload.dbPassword',
      'payload.list.1.api_key',
    ]);
    expect(deadLetterOf(PLAIN)).to.not.have.property('redacted_fields');
  });

  it('marks a message that the letter has in another form or not at all', () => {
    expect(deadLetterOf(Buffer.from([0xff, 0xfe])).redacted_fields).to.deep.equal(['<root>']);
    expect(deadLetterOf(PLAIN, {}, true).redacted_fields).to.deep.equal(['<root>']);
  });

  it('has no secret of a message that names a field twice, of which parsers read the last', () => {
    const twice = ['"password":"k-123","password":null', '"password":{"a":"k-123"},"password":""'];
    for (const fields of twice) {
      const letter = deadLetterOf(Buffer.from(`{"payload":{"amount":1,${fields}}}`));
      expect(JSON.stringify(letter)).to.not.contain('k-123');
      expect(letter).to.include({ failure_type: 'redacted' });
      expect(letter.redacted_fields).to.deep.equal(['payload.password']);
      expect(JSON.parse(String(letter.original_message.value))).to.have.nested.property('payload.amount', 1);
    }
    const text = `{"payload":{"note":"{\\"password\\":1}","list":["\\"password\\":","x"],"n":1.0}}`;
    expect(deadLetterOf(Buffer.from(text)).original_message.value).to.equal(text);
  });

  it('has no secret of a message with more levels than JSON.parse visits with a reviver', () => {
    const deep = `{"password":"s3cr3t","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(deadLetterOf(deep).original_message.value).to.not.include('s3cr3t');
  });

  it('has no secret of a message that is not quite JSON, or that begins with a byte order mark', () => {
    const whole = '{"payload":{"user":"Ada","password":"k-123","amount":1}}';
    const broken = [
      `\ufeff${whole}`,
      `${whole},`,
      whole.slice(0, -1),
      whole.replace('}}', ',}}'),
      `[${whole}`,
    ];
    for (const text of broken) {
      const letter = deadLetterOf(Buffer.from(text));
      expect(JSON.stringify(letter), text).to.not.contain('k-123');
      expect(letter.original_message.value).to.equal(text.replace('k-123', '[redacted]'));
      expect(letter).to.include({ failure_type: 'redacted' });
      expect(letter.redacted_fields).to.have.length(1);
    }
    for (const text of ['no JSON', `\ufeff${PLAIN}`, `${PLAIN},`, 'password: "k"', '{"password":null']) {
      const letter = deadLetterOf(Buffer.from(text));
      expect(letter.original_message.value).to.equal(text);
      expect(letter).to.not.have.any.keys('failure_type', 'redacted_fields');
    }
    // A search of quadratic time would exceed the time limit of the test.
    const hostile = `"${String.raw`\"`.repeat(500_000)}`;
    expect(deadLetterOf(hostile).original_message.value).to.equal(hostile);
  });

  it('counts how often the message was replayed, so that a message that always fails is not replayed for ever', () => {
    expect(deadLetterOf(PLAIN).retry_count).to.equal(0);
    expect(deadLetterOf(PLAIN, { 'x-replay-count': '4' }).retry_count).to.equal(4);
    for (const broken of ['', 'many', '-1', '1.5'])
      expect(deadLetterOf(PLAIN, { 'x-replay-count': broken }).retry_count, broken).to.be.greaterThan(1e9);
  });

  it('does not hand the headers of a replay on to other messages', () => {
    const names = ['count', 'correlation-id'].map((name) => `x-replay-${name}`);
    const all = [...names, 'x-replayed-at', 'x-replayed-by', 'x-original-dlq-offset'];
    expect(carriedHeaders(Object.fromEntries(all.map((name) => [name, '1'])))).to.deep.equal({});
  });
});

describe('`dlq replay` of a dead letter that Python wrote', () => {
  it('sends the message, and counts the replay', () => {
    for (const [before, after] of [
      [undefined, '1'],
      [2, '3'],
      ['2', '3'],
      ['many', '1'],
    ] as const) {
      const replay = replayOfPython({ retry_count: before, failure_type: 'handler_exception' });
      expect('record' in replay && replay.record.headers['x-replay-count'], String(before)).to.equal(after);
    }
  });

  it('refuses a message without its secrets, and names where the whole message is', () => {
    const replay = replayOfPython({ redacted_fields: ['payload.access_token'] });
    expect(problemOf(replay)).to.include('secrets').and.include(`${FROM}/2:7`);
  });

  it('sends a message again that only its letter has in base64', () => {
    const { value } = createDeadLetter(recordOf(Buffer.from([0xff])), new Error('no'), {
      topic: TOPIC,
      source: 'shop',
    });
    const replay = replayOf(readDeadLetter({ ...recordOf(String(value)), topic: TOPIC }), new Set([FROM]));
    expect('record' in replay && replay.record.value).to.deep.equal(Buffer.from([0xff]));
  });

  it('refuses a marker that stands in for a message', () => {
    for (const marker of ['<unreadable_value>', '<no_value>', '<decode_failed>', '<non-serializable>'])
      expect(problemOf(replayOfPython({}, marker)), marker)
        .to.include('could not read')
        .and.include(`${FROM}/2:7`);
  });

  it('refuses a letter about a letter', () => {
    expect(problemOf(replayOfPython({}, PLAIN, 'onex.dlq.omnibase-infra.events.v1'))).to.include(
      'dead-letter topic',
    );
  });
});
