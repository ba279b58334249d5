import { expect } from 'chai';
import fc from 'fast-check';
import { quote } from '../../src/index.ts';

const HOSTILE = fc.constantFrom('\u001b', '\u009b', '\u202e', '\u2028', '\ufeff', '\ud800', '\n', 'a', '🙂');

describe('a quoted value of unknown origin', () => {
  it('is on one line and cut to a length', () => {
    expect(quote('a\nb\u001B[31m')).to.equal(String.raw`"a\nb\u001b[31m"`);
    expect(quote('x'.repeat(1000))).to.equal(`"${'x'.repeat(60)}…"`);
    expect(quote('x'.repeat(1000), 5)).to.equal('"xxxxx…"');
    expect(quote('x'.repeat(60))).to.equal(`"${'x'.repeat(60)}"`);
  });

  it('is named by its kind where it is no scalar, and bare where it is no text', () => {
    expect([undefined, null, 1.5, true, [1], { a: 1 }].map((value) => quote(value))).to.deep.equal([
      'nothing',
      'null',
      '1.5',
      'true',
      'a list',
      'a mapping',
    ]);
  });

  it('never controls the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: HOSTILE }), (text) => {
        expect(quote(text)).to.not.match(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });
});
