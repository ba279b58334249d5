import { expect } from 'chai';
import { command as project } from '../../generators/app/command.ts';
import { command as effect } from '../../generators/effect/command.ts';
import { command as upgrade } from '../../generators/upgrade/command.ts';
import { UserError } from '../../lib/errors/index.ts';
import { optionsOf, readYeomanOptions, yeomanOptions } from '../../lib/options/index.ts';

describe('options under Yeoman', () => {
  it('are declared all, in Yeoman’s own terms', () => {
    const declared = yeomanOptions(effect);
    expect(declared.map(({ name }) => name)).to.deep.equal(optionsOf('effect').map(({ name }) => name));
    expect(declared.find(({ name }) => name === 'yes')).to.include({ type: Boolean, alias: 'y' });
    expect(declared.find(({ name }) => name === 'domain')).to.include({ type: String });
  });

  it('are read in kebab and in camel case, digits as text, a flag that is off as off', () => {
    const given = { 'dry-run': true, onConflict: 'ours', domain: 2024, install: false, operations: 'a,b' };
    expect(readYeomanOptions(effect, given, ['payment'])).to.deep.equal({
      name: 'payment',
      'dry-run': true,
      'on-conflict': 'ours',
      domain: '2024',
      install: false,
      operations: ['a', 'b'],
    });
  });

  it('are told apart from what Yeoman passes to every generator', () => {
    const given = {
      env: {},
      namespace: 'onex:effect',
      resolved: '/x',
      skipInstall: true,
      'skip-install': true,
    };
    expect(readYeomanOptions(effect, given, [])).to.deep.equal({});
  });

  it('are refused when the command has no such option, with the one that was meant', () => {
    expect(() => readYeomanOptions(effect, { domian: 'x' }, [])).to.throw(
      UserError,
      'Did you mean --domain?',
    );
    expect(() => readYeomanOptions(effect, { quux: 'x' }, [])).to.throw(
      UserError,
      'See yo onex:effect --help.',
    );
  });

  it('are refused when a flag swallowed the name', () => {
    expect(() => readYeomanOptions(effect, { yes: 'payment' }, [])).to.throw(
      UserError,
      '--yes takes no value, found "payment" (put the name before the options)',
    );
  });

  it('refuse a second name', () => {
    expect(() => readYeomanOptions(effect, {}, ['a', 'b'])).to.throw(UserError, 'found a second: "b"');
  });

  it('refuse an empty folder or node, which would mean the current folder', () => {
    for (const command of [project, upgrade])
      expect(() => readYeomanOptions(command, {}, [''])).to.throw(
        UserError,
        `An argument of yo ${command.yeoman} is empty`,
      );
    expect(readYeomanOptions(effect, {}, [''])).to.deep.equal({ name: '' });
  });
});
