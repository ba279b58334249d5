import { expect } from 'chai';
import { createDeadLetter, type DeadLetter, type InboundRecord } from '../../../../src/event-bus/index.ts';
import { readDeadLetter } from '../../../../src/cli/dlq/dead-letter.ts';
import { replayOf } from '../../../../src/cli/dlq/replay.ts';

const TOPIC = 'onex.dlq.shop.commands.v1';
const FROM = 'onex.cmd.shop.user-requested.v1';

const recordOf = (value: Buffer | string): InboundRecord => ({
  topic: FROM,
  partition: 2,
  offset: 7n,
  key: Buffer.from('k'),
  value: Buffer.from(value),
  headers: {},
  timestamp: 0,
});
const deadLetterOf = (value: Buffer | string): ReturnType<typeof createDeadLetter> =>
  createDeadLetter(recordOf(value), new Error('no'), { topic: TOPIC, source: 'shop' });
const contentOf = (value: Buffer | string): DeadLetter =>
  JSON.parse(String(deadLetterOf(value).value)) as DeadLetter;

describe('a dead letter of a message with secrets', () => {
  const secret =
    '{"payload": {"user": "Ada", "dbPassword": "s3cr3t", "list": [{"api_key": {"id": 1}}], "token": null}}';

  it('has none of their values, at any depth and in any spelling of the names', () => {
    const { original_message: message, failure_type: type } = contentOf(secret);
    expect(type).to.equal('redacted');
    expect(JSON.parse(String(message.value))).to.deep.equal({
      payload: { user: 'Ada', dbPassword: '[redacted]', list: [{ api_key: '[redacted]' }], token: null },
    });
  });

  it('is not replayed, because the message would not be the same; the place of the message is named', () => {
    const { key, value } = deadLetterOf(secret);
    const record = { ...recordOf(String(value)), topic: TOPIC, key: Buffer.from(String(key)) };
    const replay = replayOf(readDeadLetter(record), new Set([FROM]));
    expect(replay).to.have.property('problem').that.includes(`${FROM}/2:7`).and.includes('secrets');
  });

  it('has none of them in the beginning of a message that is left out', () => {
    const options = { topic: TOPIC, source: 'shop', leaveOut: true };
    const { value } = createDeadLetter(recordOf(secret.slice(0, -60)), new Error('no'), options);
    expect(String(value)).to.include('Ada').and.not.include('s3cr3t');
  });

  it('keeps every byte of a message without secrets, and of one that is not JSON', () => {
    for (const value of ['{ "payload":  {"token_count": 3, "key": "k"} }', 'password=1, but no JSON']) {
      expect(contentOf(value).original_message.value).to.equal(value);
      expect(contentOf(value)).to.not.have.property('failure_type');
    }
  });
});
