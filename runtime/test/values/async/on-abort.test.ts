import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { onAbort } from '../../../src/values/index.ts';

describe('listeners for the end of a signal', () => {
  it('are called once each, in their order, with one event listener for all', () => {
    const source = new AbortController();
    const called: string[] = [];
    onAbort(source.signal, () => called.push('first'));
    onAbort(source.signal, () => called.push('second'));
    expect(getEventListeners(source.signal, 'abort')).to.have.length(1);
    source.abort();
    source.abort();
    expect(called).to.deep.equal(['first', 'second']);
  });

  it('are not called once they are released, even by another listener', () => {
    const source = new AbortController();
    const called: string[] = [];
    onAbort(source.signal, () => release());
    const release = onAbort(source.signal, () => called.push('released'));
    onAbort(source.signal, () => called.push('kept'));
    source.abort();
    expect(called).to.deep.equal(['kept']);
  });

  it('of two signals are not mixed up', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const called: string[] = [];
    onAbort(one.signal, () => called.push('one'));
    onAbort(other.signal, () => called.push('other'));
    other.abort();
    expect(called).to.deep.equal(['other']);
  });
});
