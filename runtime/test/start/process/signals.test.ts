import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { onSignals } from '../../../src/start/process/signals.ts';

describe('onSignals', () => {
  /** Emits signals at times, in ms, and returns the handlers that were called. */
  function received(...signals: readonly (readonly [number, string])[]): string[] {
    const [source, calls] = [new EventEmitter(), [] as string[]];
    let time = 0;
    const off = onSignals(
      {
        stop: (signal) => calls.push(`stop ${signal}`),
        abort: (signal) => calls.push(`abort ${signal}`),
      },
      { source, now: () => time },
    );
    for (const [at, signal] of signals) {
      time = at;
      source.emit(signal);
    }
    off();
    expect(source.eventNames()).to.deep.equal([]);
    return calls;
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    it(`takes ${signal} that is delivered by the terminal and passed on by several programs as one request`, () => {
      expect(received([0, signal], [0, signal], [499, signal])).to.deep.equal([`stop ${signal}`]);
    });

    it(`takes ${signal} that comes later as a further request, whose second delivery does not count`, () => {
      expect(received([0, signal], [500, signal], [501, signal])).to.deep.equal([
        `stop ${signal}`,
        `abort ${signal}`,
      ]);
    });
  }

  it('takes another signal as a further request at once', () => {
    expect(received([0, 'SIGINT'], [1, 'SIGTERM'])).to.deep.equal(['stop SIGINT', 'abort SIGTERM']);
  });

  it('leaves other signals to Node', () => {
    expect(received([0, 'SIGQUIT'])).to.deep.equal([]);
  });
});
