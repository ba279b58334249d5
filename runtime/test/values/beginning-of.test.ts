import { expect } from 'chai';
import { createDeadLetter } from '../../src/event-bus/wire/index.ts';
import { logEntry } from '../../src/discovery/announcements/platform-events/log-entry.ts';
import { failedPayload, publishableError } from '../../src/node/messages/failed-payload.ts';
import { OnexError } from '../../src/errors/index.ts';
import { beginningOf } from '../../src/values/index.ts';

/** An odd number of characters before those that take two places, so that each limit cuts one of them. */
const LONG = `x${'😀'.repeat(20_000)}`;
const HALF = 'half \ud83d of one';

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

describe('the beginning of a text', () => {
  it('has no half of a character', () => {
    expect(beginningOf('abc', 2)).to.equal('ab');
    expect(beginningOf('a😀', 2)).to.equal('a\ufffd');
    expect(beginningOf('a😀', 3)).to.equal('a😀');
    expect(beginningOf(HALF, 100)).to.equal('half \ufffd of one');
  });

  it('can be read by everybody in a dead letter, a failed event, and a log entry', () => {
    for (const message of [LONG, HALF]) {
      const record = {
        topic: 't',
        partition: 0,
        offset: 1n,
        key: null,
        value: null,
        headers: {},
        timestamp: 5,
      };
      const letter = createDeadLetter(record, new Error(message), { topic: 'dlq', source: 's' });
      const error = publishableError(new OnexError('PROCESSING_ERROR', message).toJSON());
      const line = JSON.stringify({ node: 'n', level: 'info', time: 't', message, value: message });
      const entry = logEntry(line, { nodeName: 'n', nodeId: 'id' } as Parameters<typeof logEntry>[1]);
      const texts = textsOf([JSON.parse(String(letter.value)), letter.headers, failedPayload(error), entry]);
      expect(texts.filter((text) => !text.isWellFormed())).to.deep.equal([]);
    }
  });
});
