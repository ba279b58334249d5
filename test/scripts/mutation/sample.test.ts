import { expect } from 'chai';
import { shuffled } from '../../../scripts/mutation/sample.ts';

const items = Array.from({ length: 1000 }, (_, index) => index);
const order = (seed: number, from: readonly number[] = items): number[] => shuffled(from, seed, String);

describe('the sample of mutants', () => {
  it('is the same for the same seed', () => {
    expect(order(1)).to.deep.equal(order(1));
  });

  it('is another for another seed', () => {
    expect(order(2).slice(0, 20)).not.to.deep.equal(order(1).slice(0, 20));
  });

  it('holds each item once and leaves the list as it is', () => {
    const mixed = order(3);
    expect(mixed).not.to.deep.equal(items);
    expect(mixed.toSorted((a, b) => a - b)).to.deep.equal(items);
  });

  it('keeps its order when items are added or removed', () => {
    const rest = items.filter((item) => item % 3 !== 0);
    expect(order(1, rest)).to.deep.equal(order(1).filter((item) => item % 3 !== 0));
  });

  it('tells items of the same name apart', () => {
    const same = ['a', 'b', 'a', 'a'].map((name, index) => ({ name, index }));
    const mixed = shuffled(same, 1, ({ name }) => name);
    expect(mixed).to.have.members(same).and.have.length(4);
  });

  it('reaches all parts of the list alike', () => {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 100; seed += 1)
      for (const item of order(seed).slice(0, 40)) counts[Math.floor(item / 250)]! += 1;
    for (const count of counts) expect(count).to.be.within(850, 1150);
  });
});
