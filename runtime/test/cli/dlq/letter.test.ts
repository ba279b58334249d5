import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { readLetter, type Letter } from '../../../src/cli/dlq/letter.ts';
import { letterDetail, letterLine, letterSummary } from '../../../src/cli/dlq/print.ts';
import { createPalette } from '../../../src/cli/terminal/index.ts';

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
  return [
    letterLine(letter, plain),
    JSON.stringify(letterSummary(letter)),
    JSON.stringify(letterDetail(letter)),
  ].join('\n');
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

  it('is listed, and not sent again, when its message has more levels than can be written', () => {
    const message = `"original_topic":"onex.cmd.a.b.v1","original_message":{"value":${deep(100_000)}}`;
    const letter = letterOf(`{${message}}`);
    expect(letter.content).to.equal(null);
    expect(printed(letter)).to.include('(no dead letter)');
  });

  it('is shown without what has more levels than can be written', () => {
    const extra = `"more":${deep(100_000)}`;
    const letter = letterOf(
      `{"original_topic":"onex.cmd.a.b.v1","original_message":{"value":"{}"},${extra}}`,
    );
    expect(letterDetail(letter)).to.deep.include({ letter: null, message: {} });
    expect(printed(letter)).to.include('onex.cmd.a.b.v1');
  });

  it('is listed with a time that no date can have', () => {
    const letter = letterOf({ original_topic: 'onex.cmd.a.b.v1', original_message: {} }, 9e15);
    expect(letterLine(letter, plain)).to.match(/^0:7 {2}-{10} -/);
    expect(letterSummary(letter)).to.include({ time: null });
  });
});
