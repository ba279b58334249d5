import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { anySignal } from '../../src/values/index.ts';

describe('a signal of several', () => {
  it('is aborted with the first of them, for its reason', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const { signal } = anySignal(one.signal, other.signal);
    expect(signal.aborted).to.equal(false);
    other.abort('late');
    one.abort('later');
    expect([signal.aborted, signal.reason]).to.deep.equal([true, 'late']);
  });

  it('is aborted from the start where one of them is', () => {
    const { signal } = anySignal(new AbortController().signal, AbortSignal.abort('before'));
    expect([signal.aborted, signal.reason]).to.deep.equal([true, 'before']);
  });

  it('leaves nothing in its sources once it is released', () => {
    const source = new AbortController();
    const { signal, release } = anySignal(source.signal);
    expect(getEventListeners(source.signal, 'abort')).to.have.length(1);
    release();
    expect(getEventListeners(source.signal, 'abort')).to.have.length(0);
    source.abort();
    expect(signal.aborted).to.equal(false);
  });
});
