import { expect } from 'chai';
import fc from 'fast-check';
import { topicMatcher } from '../../../src/cli/control/index.ts';
import { createEventLog } from '../../../src/cli/control/event-log.ts';
import { lineSplitter } from '../../../src/cli/control/lines.ts';

describe('topics of a tail', () => {
  it('are all but heartbeats when none is named', () => {
    const matches = topicMatcher([]);
    expect(matches('onex.evt.platform.node-heartbeat.v1')).to.equal(false);
    expect(matches('onex.evt.platform.node-introspection.v1')).to.equal(true);
    expect(topicMatcher(['onex.evt.platform.*'])('onex.evt.platform.node-heartbeat.v1')).to.equal(true);
  });

  it('may hold * for any characters; all else is meant literally', () => {
    const part = fc.stringMatching(/^[ab.*+]{0,6}$/);
    fc.assert(
      fc.property(part, fc.stringMatching(/^[ab.+]{0,8}$/), (pattern, topic) => {
        fc.pre(pattern !== '');
        const expression = pattern.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '.*');
        expect(topicMatcher([pattern])(topic)).to.equal(new RegExp(`^${expression}$`).test(topic));
      }),
    );
  });
});

describe('lines of the control connection', () => {
  it('are the same however the bytes are cut', () => {
    const lines = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 20 }).filter((line) => !line.includes('\n')),
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 7 }), (sent, size) => {
        const received: string[] = [];
        const split = lineSplitter((line) => received.push(line), { limit: () => 1000, onTooLong: () => {} });
        const bytes = Buffer.from(sent.map((line) => `${line}\n`).join(''));
        for (let at = 0; at < bytes.length; at += size) split(bytes.subarray(at, at + size));
        expect(received).to.deep.equal(sent.map((line) => Buffer.from(line).toString()));
      }),
    );
  });

  it('end with the first that is too long', () => {
    const received: string[] = [];
    let tooLong = 0;
    const split = lineSplitter((line) => received.push(line), {
      limit: () => 3,
      onTooLong: () => (tooLong += 1),
    });
    for (const chunk of ['abc\nab', 'cd\nx\n', 'y\n']) split(Buffer.from(chunk));
    expect(received).to.deep.equal(['abc']);
    expect(tooLong).to.equal(1);
  });
});

describe('the log of a dev', () => {
  const record = (value: string) => ({ topic: 't', key: null, value, headers: {} });

  it('keeps the newest when there are too many', () => {
    const log = createEventLog({ maxEvents: 10 });
    for (let index = 0; index < 100; index += 1) log.append(record(String(index)));
    const kept = log.history().map((event) => Number(event.value));
    expect(kept.length).to.be.within(10, 11);
    expect(kept.at(-1)).to.equal(99);
    expect(kept).to.deep.equal(kept.toSorted((a, b) => a - b));
  });

  it('is bounded in bytes, yet keeps the last event whatever its size', () => {
    const log = createEventLog({ maxBytes: 1000 });
    for (let index = 0; index < 50; index += 1) log.append(record('x'.repeat(100)));
    expect(log.history().reduce((sum, event) => sum + event.value!.length, 0)).to.be.at.most(1000);
    log.append(record('y'.repeat(5000)));
    expect(log.history().map((event) => event.value!.length)).to.deep.equal([5000]);
  });

  it('tells listeners until they are done', () => {
    const log = createEventLog();
    const heard: (string | null)[] = [];
    const stop = log.listen((event) => heard.push(event.value));
    log.append(record('1'));
    stop();
    log.append(record('2'));
    expect(heard).to.deep.equal(['1']);
  });
});
