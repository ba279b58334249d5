import { Writable } from 'node:stream';
import { expect } from 'chai';
import { createLineWriter } from '../../../src/cli/terminal/index.ts';

describe('writing lines to a reader', () => {
  const slow = () => {
    const waiting: (() => void)[] = [];
    const stream = new Writable({
      highWaterMark: 10,
      write: (_chunk, _encoding, done) => void waiting.push(done),
    });
    return { stream, read: () => waiting.shift()?.() };
  };

  it('waits for nothing while the reader follows', () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    expect(createLineWriter(stream)('text')).to.equal(undefined);
  });

  it('resolves when a slow reader has caught up, and adds no listener for each line', async () => {
    const { stream, read } = slow();
    const write = createLineWriter(stream);
    const waits = Array.from({ length: 30 }, () => write('text that is long'));
    expect(waits.every((wait) => wait instanceof Promise)).to.equal(true);
    expect(stream.listenerCount('drain')).to.equal(1);
    for (let number = 0; number < 30; number += 1) {
      read();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(waits);
    expect(stream.listenerCount('drain')).to.equal(0);
  });

  it('resolves when the reader is gone, and waits for nobody afterwards', async () => {
    const { stream } = slow();
    const write = createLineWriter(stream);
    const wait = write('text that is long');
    stream.on('error', () => {});
    stream.destroy(new Error('EPIPE'));
    await wait;
    expect(write('more')).to.equal(undefined);
  });
});
