import { expect } from 'chai';
import fc from 'fast-check';
import { jsonLine } from '../../src/index.ts';

describe('a line of JSON', () => {
  it('has the value, and no character that controls a terminal or turns the direction of text', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '\u001b[2J',
        '\u009b',
        '\u061c',
        '\u202e',
        '\u2066',
        '\u200f',
        '\u2028',
        '\ufeff',
        'a',
        'é',
      ),
    });
    fc.assert(
      fc.property(fc.dictionary(hostile, hostile), (value) => {
        const line = jsonLine(value);
        expect(line).to.match(/^[ -~é]*\n$/u);
        expect(JSON.parse(line)).to.deep.equal(value);
      }),
    );
  });
});
