import { expect } from 'chai';
import fc from 'fast-check';
import { terminalLine, terminalLines, visible } from '../../src/index.ts';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

describe('text of others on a terminal', () => {
  const SHOWN: readonly [text: string, shown: string][] = [
    ['plain/ünï 🎉.ts', 'plain/ünï 🎉.ts'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u001b[2J\u0007', '\\u001b[2J\\u0007'],
    ['\u009b31m', '\\u009b31m'],
    ['\u007f', '\\u007f'],
    ['invoice\u202Etxt.exe', 'invoice\\u202etxt.exe'],
    ['\u2066a\u2069\u200f\u061c', '\\u2066a\\u2069\\u200f\\u061c'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['two\u2028lines\u2029', 'two\\u2028lines\\u2029'],
    ['tag\u{E0041}', 'tag\\udb40\\udc41'],
  ];
  for (const [text, shown] of SHOWN)
    it(`shows ${JSON.stringify(shown)}`, () => expect(visible(text)).to.equal(shown));

  it('shows what cannot be seen, such as marks that turn the direction of text', () => {
    expect(visible('a\u202eb\u061cc\u001b[31m')).to.equal('a\\u202eb\\u061cc\\u001b[31m');
    expect(visible('🙂 é あ')).to.equal('🙂 é あ');
  });

  it('is one line without anything unseen, and no longer than a screen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (text) => {
        const line = terminalLine(text);
        expect(line).to.not.match(UNSEEN);
        expect(line.length).to.be.at.most(2000);
      }),
    );
    expect(terminalLine('\u001b'.repeat(1000), 200)).to.have.length(200);
    expect(terminalLine('x'.repeat(3000))).to.match(/^x{1999}…$/);
    expect(terminalLines(`a\nb${'\u200b'.repeat(2000)}`).split('\n')[1]).to.have.length(2000);
  });

  it('keeps its meaning in JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(visible(JSON.stringify(text)))).to.equal(text);
      }),
    );
  });
});
