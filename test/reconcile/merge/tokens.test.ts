import { expect } from 'chai';
import { mergeByTokens } from '../../../lib/reconcile/merge/tokens/index.ts';

const labels = { ours: 'ours', base: 'base', theirs: 'onex' };
const merge = (base: string, ours: string, theirs: string, path = 'a.ts'): Promise<string | null> =>
  mergeByTokens(path, { base, ours, theirs, labels });

describe('reconcile: code by tokens', () => {
  const BASE =
    "const a = { x: 'one', 'y-z': [1, 2] };\n\nfoo(a);\n\nexport const f = (v: number) => v + 1;\n";
  /** Other quotes, no semicolons, other breaks, last commas, no parentheses. */
  const OURS =
    'const a = {\n    x: "one",\n    "y-z": [\n        1,\n        2,\n    ],\n}\n\nfoo(a)\n\nexport const f = (\n    v: number,\n) => v + 1\n';

  it('takes a change into a text of another layout', async () => {
    const theirs = BASE.replace('foo(a);', 'foo(a, 2);').replace('v + 1', 'v + 2');
    expect(await merge(BASE, OURS, theirs)).to.equal(
      OURS.replace('foo(a)', 'foo(a, 2)').replace('v + 1', 'v + 2'),
    );
  });

  it('keeps what the owner wrote, and clashes where both changed one line', async () => {
    const mine = OURS.replace('foo(a)', 'foo(a, "mine")');
    const theirs = BASE.replace('v + 1', 'v + 2');
    expect(await merge(BASE, mine, theirs)).to.equal(mine.replace('v + 1', 'v + 2'));
    expect(await merge(BASE, mine, BASE.replace('foo(a)', 'bar(a)'))).to.equal(null);
    expect(await merge(BASE, mine, BASE.replace('foo(a)', "foo(a, 'mine')"))).to.equal(mine);
  });

  it('never joins statements that have no semicolon between them', async () => {
    for (const statement of [
      '[1, 2].forEach(foo);',
      '(() => foo(a))();',
      '`text`.trim();',
      '/x/.test(a.x);',
    ]) {
      const merged = await merge(BASE, OURS, BASE.replace('foo(a);', `foo(a);\n${statement}`));
      if (merged === null) continue;
      expect(merged).to.match(/foo\(a\);/);
    }
  });

  it('does nothing for other languages and for code that does not parse', async () => {
    expect(await merge('a\n', 'b\n', 'c\n', 'a.md')).to.equal(null);
    expect(await merge(BASE, `${OURS}const = 1`, BASE.replace('v + 1', 'v + 2'))).to.equal(null);
  });
});
