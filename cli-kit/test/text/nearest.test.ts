import { expect } from 'chai';
import fc from 'fast-check';
import { didYouMean, didYouMeanOrList, editDistance, nearest, suggestion } from '../../src/index.ts';

describe('did you mean', () => {
  it('finds what a typing slip was meant to be', () => {
    const commands = ['dev', 'send', 'tail', 'doctor'];
    expect(nearest('sned', commands)).to.equal('send');
    expect(nearest('docter', commands)).to.equal('doctor');
    expect(nearest('TAIL', commands)).to.equal('tail');
    expect(nearest('doc', commands)).to.equal('doctor');
  });

  it('says nothing where nothing is near', () => {
    expect(nearest('xylophone', ['dev', 'send'])).to.equal(null);
    expect(didYouMean('xylophone', ['dev', 'send'])).to.equal('');
    expect(didYouMean('x', [])).to.equal('');
    expect(suggestion(null)).to.equal('');
    expect(didYouMeanOrList('x', [])).to.equal('');
  });

  it('is a sentence, or the list of what there is where that is wanted', () => {
    expect(didYouMean('sned', ['send', 'tail'])).to.equal(' Did you mean send?');
    expect(didYouMeanOrList('sned', ['send', 'tail'])).to.equal(' Did you mean send?');
    expect(didYouMeanOrList('xylophone', ['send', 'tail'])).to.equal(' There are: send, tail.');
    expect(didYouMeanOrList('xylophone', ['send'])).to.equal(' There is only send.');
  });

  it('is found in time for a word of any length', () => {
    expect(nearest('x'.repeat(1_000_000), ['domain'])).to.equal(null);
    expect(nearest('domain', ['y'.repeat(1_000_000)])).to.equal(null);
  });

  it('prefers the nearer of two', () => {
    expect(nearest('payment-creatd', ['payment-created', 'payment-create'])).to.equal('payment-created');
  });

  it('counts a swap of neighbors as one slip', () => {
    expect(editDistance('send', 'sned')).to.equal(1);
    expect(editDistance('', 'abc')).to.equal(3);
  });

  it('is a distance: 0 for the same, the same both ways, at most the longer length', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).to.equal(a === b);
        expect(distance).to.equal(editDistance(b, a));
        expect(distance).to.be.at.most(Math.max(a.length, b.length));
      }),
    );
  });
});
