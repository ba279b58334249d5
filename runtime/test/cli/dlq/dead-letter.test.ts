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

/** Everything that a command prints of a dead letter. */
function printed(deadLetter: DeadLetter): string {
  return [
    deadLetterLine(deadLetter, plain),
    JSON.stringify(deadLetterSummary(deadLetter)),
    deadLetterDetail(deadLetter),
  ].join('\n');
}

describe('a dead letter that others wrote', () => {
  it('is listed whatever its fields are', () => {
    const deadLetter = deadLetterOf({
      original_topic: 'onex.cmd.a.b.v1',
      failure_type: 'left_out',
      failure_reason: hostile,
      correlation_id: hostile,
      error_type: hostile,
      original_message: { partition: hostile, offset: hostile },
    });
    expect(deadLetter.content?.leftOut).to.include('onex.cmd.a.b.v1/');
    expect(printed(deadLetter)).to.include('0:7').and.include('onex.cmd.a.b.v1');
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
    const deadLetter = deadLetterOf(`{${message}}`);
    expect(String(deadLetter.content?.value)).to.equal(deep(100_000));
    expect(JSON.parse(deadLetterDetail(deadLetter))).to.deep.include({
      letter: null,
      message: deep(100_000),
    });
  });

  it('is shown, and sent again, with the digits, the order, and the members of its message', () => {
    const message = '{"b": 12345678901234567890,"2":1e400,"1":1.50,"b":-0}';
    const deadLetters = [message, JSON.stringify(message)].map((value) =>
      deadLetterOf(
        `{"x":1e400,"original_topic":"t","original_message":{"partition":1,"value":${value}},"x":2}`,
      ),
    );
    for (const deadLetter of deadLetters) {
      expect(String(deadLetter.content?.value)).to.equal(message);
      const detail = deadLetterDetail(deadLetter);
      expect(detail).to.contain(`"message":${message.replace(' ', '')}}`);
      expect(detail).to.contain(
        '"letter":{"x":1e400,"original_topic":"t","original_message":{"partition":1},"x":2}',
      );
    }
  });

  it('is shown without what controls a terminal', () => {
    const hostile = '\u009b2J\u061c\u202e';
    const deadLetter = deadLetterOf({
      original_topic: hostile,
      original_message: { value: JSON.stringify({ hostile }) },
    });
    expect(deadLetterDetail(deadLetter)).to.match(/^[ -~]+$/u);
    expect(JSON.parse(deadLetterDetail(deadLetter))).to.deep.include({ message: { hostile } });
  });

  it('is shown without what has more levels than can be written', () => {
    const extra = `"more":${deep(100_000)}`;
    const deadLetter = deadLetterOf(
      `{"original_topic":"onex.cmd.a.b.v1","original_message":{"value":"{}"},${extra}}`,
    );
    expect(JSON.parse(deadLetterDetail(deadLetter))).to.deep.include({ letter: null, message: {} });
    expect(printed(deadLetter)).to.include('onex.cmd.a.b.v1');
  });

  it('is listed with a time that no date can have', () => {
    const deadLetter = deadLetterOf({ original_topic: 'onex.cmd.a.b.v1', original_message: {} }, 9e15);
    expect(deadLetterLine(deadLetter, plain)).to.match(/^0:7 {2}-{10} -/);
    expect(deadLetterSummary(deadLetter)).to.include({ time: null });
  });
});
