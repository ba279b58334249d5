import { expect } from 'chai';
import { quote } from 'onex-cli-kit';
import { closest, didYouMean, OPTIONS, optionsOf } from '../../lib/options/index.ts';

describe('the option that was meant', () => {
  it('is found through one wrong, missing, added or swapped letter', () => {
    const names = OPTIONS.map(({ name }) => name);
    for (const word of ['domian', 'domai', 'domainn', 'dOmain', 'domein']) {
      expect(closest(word, names), word).to.equal('domain');
    }
  });

  it('is not guessed when nothing is near', () => {
    expect(closest('quux', ['domain', 'yes'])).to.equal(undefined);
    expect(didYouMean('quux', ['one', 'two'])).to.equal('; there is one, two');
    expect(didYouMean('quux', [])).to.equal('');
  });

  it('is found in time for a word of any length', () => {
    expect(closest('x'.repeat(1_000_000), ['domain'])).to.equal(undefined);
  });
});

describe('a quoted text of unknown origin', () => {
  it('stays on one line and short', () => {
    expect(quote('a\nb\u001B[31m')).to.equal(String.raw`"a\nb\u001b[31m"`);
    expect(quote('x'.repeat(1000))).to.have.length.below(70);
  });
});

describe('the options', () => {
  it('have each one meaning in a command, one line of description, and a placeholder or choices where they take a value', () => {
    for (const command of new Set(OPTIONS.flatMap(({ commands }) => commands))) {
      const names = optionsOf(command).map(({ name }) => name);
      expect(new Set(names).size, command).to.equal(names.length);
    }
    for (const { name, type, description, placeholder, choices } of OPTIONS) {
      expect(description, name).to.match(/^[A-Z][^\n]*[^.\n]$/);
      if (type !== 'flag') expect(placeholder ?? choices, name).to.not.equal(undefined);
    }
  });
});
