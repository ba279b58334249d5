import { expect } from 'chai';
import { OPTIONS, optionsOf } from '../../lib/options/index.ts';

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
