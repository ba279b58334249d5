import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createPalette } from 'onex-cli-kit';
import { readDeadLetter, type DeadLetter } from '../../../src/cli/dlq/dead-letter.ts';
import { deadLetterDetail, deadLetterLine, deadLetterSummary } from '../../../src/cli/dlq/print.ts';

const plain = createPalette(new PassThrough() as unknown as NodeJS.WriteStream);
const hostile = { toString: 1, valueOf: 1 };
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

function deadLetterOf(value: unknown, timestamp = 0): DeadLetter {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const place = { topic: 'onex.dlq.a.commands.v1', partition: 0, offset: 7n };
  return readDeadLetter({ ...place, timestamp, key: null, headers: {}, value: Buffer.from(text) });
}

/** Everything that a command prints of a letter. */
function printed(letter: DeadLetter): string {
  return [
    deadLetterLine(letter, plain),
    JSON.stringify(deadLetterSummary(letter)),
    deadLetterDetail(letter),
  ].join('\n');
}

describe('a dead letter that others wrote', () => {
  it('is listed whatever its fields are', () => {
    const letter = deadLetterOf({
      original_topic: 'onex.cmd.a.b.v1',
      failure_type: 'left_out',
      failure_reason: hostile,
      correlation_id: hostile,
      error_type: hostile,
      original_message: { partition: hostile, offset: hostile },
    });
    expect(letter.content?.leftOut).to.include('onex.cmd.a.b.v1/');
    expect(printed(letter)).to.include('0:7').and.include('onex.cmd.a.b.v1');
    for (const value of ['null', '[]', '{"original_message":1}', '{"original_message":[]}']) {
      expect(printed(deadLetterOf(value)), value).to.include('(no dead letter)');
    }
  });

  it('says where a message is that was left out', () => {
    const { content } = deadLetterOf({
      original_topic: 'onex.cmd.a.b.v1',
      failure_type: 'left_out',
      original_message: { partition: 3, offset: 12 },
    });
    expect(content?.leftOut).to.equal('onex.cmd.a.b.v1/3:12');
  });

  it('has its message whatever the number of levels', () => {
    const message = `"original_topic":"onex.cmd.a.b.v1","original_message":{"value":${deep(100_000)}}`;
    const letter = deadLetterOf(`{${message}}`);
    expect(String(letter.content?.value)).to.equal(deep(100_000));
    expect(JSON.parse(deadLetterDetail(letter))).to.deep.include({ letter: null, message: deep(100_000) });
  });

  it('is shown, and sent again, with the digits, the order, and the members of its message', () => {
    const message = '{"b": 12345678901234567890,"2":1e400,"1":1.50,"b":-0}';
    const letters = [message, JSON.stringify(message)].map((value) =>
      deadLetterOf(
        `{"x":1e400,"original_topic":"t","original_message":{"partition":1,"value":${value}},"x":2}`,
      ),
    );
    for (const letter of letters) {
      expect(String(letter.content?.value)).to.equal(message);
      const detail = deadLetterDetail(letter);
      expect(detail).to.contain(`"message":${message.replace(' ', '')}}`);
      expect(detail).to.contain(
        '"letter":{"x":1e400,"original_topic":"t","original_message":{"partition":1},"x":2}',
      );
    }
  });

  it('is shown without what controls a terminal', () => {
    const hostile = '\u009b2J\u061c\u202e';
    const letter = deadLetterOf({
      original_topic: hostile,
      original_message: { value: JSON.stringify({ hostile }) },
    });
    expect(deadLetterDetail(letter)).to.match(/^[ -~]+$/u);
    expect(JSON.parse(deadLetterDetail(letter))).to.deep.include({ message: { hostile } });
  });

  it('is shown without what has more levels than can be written', () => {
    const extra = `"more":${deep(100_000)}`;
    const letter = deadLetterOf(
      `{"original_topic":"onex.cmd.a.b.v1","original_message":{"value":"{}"},${extra}}`,
    );
    expect(JSON.parse(deadLetterDetail(letter))).to.deep.include({ letter: null, message: {} });
    expect(printed(letter)).to.include('onex.cmd.a.b.v1');
  });

  it('is listed with a time that no date can have', () => {
    const letter = deadLetterOf({ original_topic: 'onex.cmd.a.b.v1', original_message: {} }, 9e15);
    expect(deadLetterLine(letter, plain)).to.match(/^0:7 {2}-{10} -/);
    expect(deadLetterSummary(letter)).to.include({ time: null });
  });
});
