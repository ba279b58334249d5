import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createPalette } from 'onex-cli-kit';
import { readLetter, type Letter } from '../../../src/cli/dlq/letter.ts';
import { letterDetail, letterLine, letterSummary } from '../../../src/cli/dlq/print.ts';

const plain = createPalette(new PassThrough() as unknown as NodeJS.WriteStream);
const hostile = { toString: 1, valueOf: 1 };
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

function letterOf(value: unknown, timestamp = 0): Letter {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const place = { topic: 'onex.dlq.a.commands.v1', partition: 0, offset: 7n };
  return readLetter({ ...place, timestamp, key: null, headers: {}, value: Buffer.from(text) });
}

/** Everything that a command prints of a letter. */
function printed(letter: Letter): string {
  return [letterLine(letter, plain), JSON.stringify(letterSummary(letter)), letterDetail(letter)].join('\n');
}

describe('a dead letter that others wrote', () => {
  it('is listed whatever its fields are', () => {
    const letter = letterOf({
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
      expect(printed(letterOf(value)), value).to.include('(no dead letter)');
    }
  });

  it('says where a message is that was left out', () => {
    const { content } = letterOf({
      original_topic: 'onex.cmd.a.b.v1',
      failure_type: 'left_out',
      original_message: { partition: 3, offset: 12 },
    });
    expect(content?.leftOut).to.equal('onex.cmd.a.b.v1/3:12');
  });

  it('has its message whatever the number of levels', () => {
    const message = `"original_topic":"onex.cmd.a.b.v1","original_message":{"value":${deep(100_000)}}`;
    const letter = letterOf(`{${message}}`);
    expect(String(letter.content?.value)).to.equal(deep(100_000));
    expect(JSON.parse(letterDetail(letter))).to.deep.include({ letter: null, message: deep(100_000) });
  });

  it('is shown, and sent again, with the digits, the order, and the members of its message', () => {
    const message = '{"b": 12345678901234567890,"2":1e400,"1":1.50,"b":-0}';
    const letters = [message, JSON.stringify(message)].map((value) =>
      letterOf(`{"x":1e400,"original_topic":"t","original_message":{"partition":1,"value":${value}},"x":2}`),
    );
    for (const letter of letters) {
      expect(String(letter.content?.value)).to.equal(message);
      const detail = letterDetail(letter);
      expect(detail).to.contain(`"message":${message.replace(' ', '')}}`);
      expect(detail).to.contain(
        '"letter":{"x":1e400,"original_topic":"t","original_message":{"partition":1},"x":2}',
      );
    }
  });

  it('is shown without what controls a terminal', () => {
    const hostile = '\u009b2J\u061c\u202e';
    const letter = letterOf({
      original_topic: hostile,
      original_message: { value: JSON.stringify({ hostile }) },
    });
    expect(letterDetail(letter)).to.match(/^[ -~]+$/u);
    expect(JSON.parse(letterDetail(letter))).to.deep.include({ message: { hostile } });
  });

  it('is shown without what has more levels than can be written', () => {
    const extra = `"more":${deep(100_000)}`;
    const letter = letterOf(
      `{"original_topic":"onex.cmd.a.b.v1","original_message":{"value":"{}"},${extra}}`,
    );
    expect(JSON.parse(letterDetail(letter))).to.deep.include({ letter: null, message: {} });
    expect(printed(letter)).to.include('onex.cmd.a.b.v1');
  });

  it('is listed with a time that no date can have', () => {
    const letter = letterOf({ original_topic: 'onex.cmd.a.b.v1', original_message: {} }, 9e15);
    expect(letterLine(letter, plain)).to.match(/^0:7 {2}-{10} -/);
    expect(letterSummary(letter)).to.include({ time: null });
  });
});
