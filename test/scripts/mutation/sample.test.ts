import { expect } from 'chai';
import { shuffled } from '../../../scripts/mutation/sample.ts';

const items = Array.from({ length: 1000 }, (_, index) => index);

describe('the sample of mutants', () => {
  it('is the same for the same seed', () => {
    expect(shuffled(items, 1)).to.deep.equal(shuffled(items, 1));
  });

  it('is another for another seed', () => {
    expect(shuffled(items, 2).slice(0, 20)).not.to.deep.equal(shuffled(items, 1).slice(0, 20));
  });

  it('holds each item once and leaves the list as it is', () => {
    const mixed = shuffled(items, 3);
    expect(mixed).not.to.deep.equal(items);
    expect(mixed.toSorted((a, b) => a - b)).to.deep.equal(items);
  });

  it('reaches all parts of the list alike', () => {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 100; seed += 1)
      for (const item of shuffled(items, seed).slice(0, 40)) counts[Math.floor(item / 250)]! += 1;
    for (const count of counts) expect(count).to.be.within(850, 1150);
  });
});
