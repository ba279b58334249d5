import { expect } from 'chai';
import { command as effect } from '../../generators/effect/command.ts';
import { command as orchestrator } from '../../generators/orchestrator/command.ts';
import { command as project } from '../../generators/app/command.ts';
import { command as upgrade } from '../../generators/upgrade/command.ts';
import { UserError } from '../../lib/errors/index.ts';
import { parseCommandLine } from '../../lib/options/index.ts';

describe('a command line', () => {
  it('gives each option its type: text, list, flag, choice', () => {
    const argv = [
      'payment',
      '--domain',
      'billing',
      '--operations=create, read',
      '-y',
      '--on-conflict',
      'ours',
    ];
    expect(parseCommandLine(effect, argv)).to.deep.equal({
      name: 'payment',
      domain: 'billing',
      operations: ['create', 'read'],
      yes: true,
      'on-conflict': 'ours',
    });
  });

  it('knows what was not given from what was refused with --no-', () => {
    expect(parseCommandLine(effect, ['a'])).to.not.have.property('install');
    expect(parseCommandLine(effect, ['a', '--no-install'])).to.include({ install: false });
    expect(parseCommandLine(effect, ['a', '--no-install', '--install'])).to.include({ install: true });
  });

  it('adds up an option that is a list', () => {
    const argv = ['a', '--steps', 'one,two', '--steps', 'three'];
    expect(parseCommandLine(orchestrator, argv)).to.deep.include({ steps: ['one', 'two', 'three'] });
  });

  it('takes the argument anywhere, and a dash as text after --', () => {
    expect(parseCommandLine(project, ['--yes', 'shop'])).to.deep.equal({ dir: 'shop', yes: true });
    expect(parseCommandLine(project, ['--', '-shop'])).to.deep.equal({ dir: '-shop' });
  });

  it('takes a value that starts with a dash after an equals sign only, and a dash alone always', () => {
    expect(parseCommandLine(effect, ['a', '--description=-- x'])).to.include({ description: '-- x' });
    expect(parseCommandLine(effect, ['a', '--answers', '-'])).to.include({ answers: '-' });
    expect(() => parseCommandLine(effect, ['a', '--description', '--yes'])).to.throw(
      UserError,
      '--description needs a value: --description TEXT',
    );
  });

  it('refuses a value for a flag, and --no- for an option that has none', () => {
    expect(() => parseCommandLine(effect, ['a', '--yes=maybe'])).to.throw(UserError, '--yes takes no value');
    expect(() => parseCommandLine(effect, ['a', '--no-yes'])).to.throw(
      UserError,
      'Unknown option "--no-yes"',
    );
    expect(() => parseCommandLine(effect, ['a', '--no-instal'])).to.throw(
      UserError,
      'Did you mean --no-install?',
    );
  });

  it('refuses keys of every object as options', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(() => parseCommandLine(effect, ['a', `--${name}`, 'x'])).to.throw(UserError, 'Unknown option');
    }
  });

  it('refuses an empty folder or node, which would mean the current folder', () => {
    for (const [command, argv] of [
      [project, ['']],
      [upgrade, ['']],
      [upgrade, ['payment', ' ', '--dry-run']],
    ] as const)
      expect(() => parseCommandLine(command, argv)).to.throw(
        UserError,
        `An argument of onex ${command.name} is empty; give it a value, or leave it out`,
      );
  });
});
