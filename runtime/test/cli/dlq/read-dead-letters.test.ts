import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { placeOf } from '../../../src/cli/dlq/dead-letter.ts';
import { listDeadLetters } from '../../../src/cli/dlq/list-dead-letters.ts';
import { readDeadLetters } from '../../../src/cli/dlq/read-dead-letters.ts';
import { fakeReader } from './fake-reader.ts';

const offsets = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('the dead letters of topics', () => {
  it('are read one topic after another, and in the order of their time within a topic', async () => {
    const reader = fakeReader({
      b: [
        { low: 0, offsets: offsets(3), time: (offset) => offset * 10 },
        { low: 0, offsets: [] },
        { low: 0, offsets: offsets(2), time: (offset) => 5 + offset * 10 },
      ],
      a: [{ low: 4, offsets: [4, 9], time: () => 1000 }],
    });
    const places: string[] = [];
    for await (const deadLetter of readDeadLetters(reader, ['b', 'none', 'a']))
      places.push(`${deadLetter.topic} ${placeOf(deadLetter)}`);
    expect(places).to.deep.equal(['b 0:0', 'b 2:0', 'b 0:1', 'b 2:1', 'b 0:2', 'a 0:4', 'a 0:9']);
  });

  it('are read as they are taken, and no further when their reader stops', async () => {
    const reader = fakeReader({
      a: [
        { low: 0, offsets: offsets(1000) },
        { low: 0, offsets: offsets(1000) },
      ],
    });
    let count = 0;
    for await (const _ of readDeadLetters(reader, ['a'])) if ((count += 1) === 3) break;
    expect(reader.taken.length).to.be.at.most(4);
    expect(reader.openReads()).to.equal(0);
  });

  it('are listed no faster than the list is read', async () => {
    const reader = fakeReader({ a: [{ low: 0, offsets: offsets(1000) }] });
    const stdout = new PassThrough({ highWaterMark: 1000 });
    const context = { stdout, stderr: new PassThrough() } as unknown as Parameters<
      typeof listDeadLetters
    >[1]['context'];
    const options = { json: true, context, topic: 'a' };
    const listing = listDeadLetters(readDeadLetters(reader, ['a']), options);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(reader.taken.length).to.be.lessThan(40);
    let text = '';
    stdout.on('data', (chunk) => (text += String(chunk)));
    expect(await listing).to.equal(0);
    expect(text.trimEnd().split('\n')).to.have.length(1000);
  });
});
