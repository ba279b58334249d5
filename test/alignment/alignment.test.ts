import { expect } from 'chai';
import fc from 'fast-check';
import { changedRanges, itemsAt, mergedLines, threeWayRegions } from '../../lib/alignment/index.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', '}', ''), { maxLength: 12 });

describe('alignment of lists', () => {
  it('finds changes that make the second list of the first, and no two that touch', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const made: string[] = [];
        let at = 0;
        for (const range of changedRanges(before, after)) {
          if (at > 0) expect(range.before.start).to.be.greaterThan(at);
          made.push(...before.slice(at, range.before.start), ...itemsAt(after, range.after));
          at = range.before.start + range.before.length;
        }
        expect([...made, ...before.slice(at)]).to.deep.equal(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the fewest changes of a moved block', () => {
    const block = (name: string) => [`${name} {`, '  x', '}'];
    const before = [...block('a'), ...block('b'), ...block('c')];
    const after = [...block('a'), ...block('new'), ...block('b'), ...block('c')];
    const [only, ...others] = changedRanges(before, after);
    expect(others).to.deep.equal([]);
    expect(only!.before.length).to.equal(0);
    expect(only!.after.length).to.equal(3);
  });

  it('covers all three lists once and in order', () => {
    fc.assert(
      fc.property(lines, lines, lines, (base, ours, theirs) => {
        const regions = threeWayRegions(base, ours, theirs);
        const all = { base, ours, theirs };
        for (const side of ['ours', 'theirs'] as const) {
          // With every clash resolved to one side, and the other side equal to the base, that side is what remains.
          const alone = threeWayRegions(base, ...sides(side, base, all[side]));
          expect(alone.some(({ clash }) => clash)).to.equal(false);
          expect(textOf(alone, side, { ...all, ...only(side, base, all[side]) })).to.deep.equal(all[side]);
        }
        const ends = { ours: 0, theirs: 0 };
        for (const region of regions) {
          if (!region.clash) continue;
          for (const side of ['ours', 'theirs'] as const) {
            expect(region[side].length).to.be.at.least(0);
            expect(region[side].start).to.be.at.least(ends[side]);
            ends[side] = region[side].start + region[side].length;
            expect(ends[side]).to.be.at.most(all[side].length);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('merges lists that one side changed, both alike, or in different places', () => {
    fc.assert(
      fc.property(lines, lines, (base, other) => {
        expect(mergedLines(base, other, base)).to.deep.equal(other);
        expect(mergedLines(base, base, other)).to.deep.equal(other);
        expect(mergedLines(base, other, other)).to.deep.equal(other);
      }),
      { numRuns: 2000 },
    );
    const base = ['one', 'two', 'three', 'four', 'five'];
    const ours = ['ONE', 'two', 'three', 'four', 'five'];
    const theirs = ['one', 'two', 'three', 'five', 'six'];
    expect(mergedLines(base, ours, theirs)).to.deep.equal(['ONE', 'two', 'three', 'five', 'six']);
    expect(mergedLines(base, ours, ['eins', ...base.slice(1)])).to.equal(null);
  });

  it('does not compare what only one list holds, and copes with repetitive texts', () => {
    const many = (count: number, item: (index: number) => string) =>
      Array.from({ length: count }, (_, i) => item(i));
    const apart = changedRanges(
      many(100_000, (i) => `a${i}`),
      many(100_000, (i) => `b${i}`),
    );
    expect(apart).to.have.length(1);
    const repetitive = many(6000, (i) => ['}', '', '  x;'][i % 3]!);
    const edited = repetitive.with(3000, '  y;');
    expect(changedRanges(repetitive, edited)).to.deep.equal([
      { before: { start: 3000, length: 1 }, after: { start: 3000, length: 1 } },
    ]);
  });
});

type Side = 'ours' | 'theirs';

function sides(side: Side, base: string[], changed: string[]): [string[], string[]] {
  return side === 'ours' ? [changed, base] : [base, changed];
}

function only(side: Side, base: string[], changed: string[]): Record<Side, string[]> {
  const [ours, theirs] = sides(side, base, changed);
  return { ours, theirs };
}

function textOf(
  regions: ReturnType<typeof threeWayRegions>,
  side: Side,
  lists: Record<Side | 'base', string[]>,
): string[] {
  return regions.flatMap((region) =>
    region.clash ? itemsAt(lists[side], region[side]) : itemsAt(lists[region.from], region.span),
  );
}
