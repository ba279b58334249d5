import { expect } from 'chai';
import fc from 'fast-check';
import { parseArguments, type Options } from '../../src/index.ts';

class Refusal extends Error {}

const OPTIONS = {
  domain: { type: 'text', placeholder: 'NAME', description: 'Domain' },
  note: { type: 'text', mayBeEmpty: true, description: 'Note' },
  steps: { type: 'list', placeholder: 'STEP,…', description: 'Steps' },
  'on-conflict': { type: 'choice', choices: ['ours', 'theirs', 'fail'], description: 'Conflicts' },
  'node-version': { type: 'text', description: 'Version' },
  install: { type: 'flag', negatable: true, description: 'Install' },
  yes: { type: 'flag', short: 'y', description: 'Yes' },
  quiet: { type: 'flag', short: 'q', description: 'Quiet' },
  'no-wait': { type: 'flag', description: 'Do not wait' },
} as const satisfies Options;

const parse = (...argv: string[]) =>
  parseArguments(argv, {
    command: 'onex effect',
    options: OPTIONS,
    others: ['help'],
    removed: { module: 'leave it out' },
    refuse: (message) => new Refusal(message),
  });

const refusal = (...argv: string[]): string => {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the arguments of a command line', () => {
  it('cannot give a value to an option that is answered before they are parsed', () => {
    expect(refusal('a', '--help=yes')).to.equal('Give --help alone and without a value: onex effect --help');
  });

  it('have a value of the type of their option', () => {
    const { values, positionals } = parse(
      'a',
      '--domain',
      'x',
      '--steps=one, two',
      '--on-conflict',
      'ours',
      '-yq',
      'b',
      '--no-wait',
    );
    const domain: string | undefined = values.domain;
    const choice: 'ours' | 'theirs' | 'fail' | undefined = values['on-conflict'];
    const steps: readonly string[] | undefined = values.steps;
    expect({ domain, choice, steps }).to.deep.equal({ domain: 'x', choice: 'ours', steps: ['one', 'two'] });
    expect(values).to.include({ yes: true, quiet: true, 'no-wait': true }).and.not.have.property('install');
    expect(positionals).to.deep.equal(['a', 'b']);
  });

  it('are positional after --, and a dash alone always is', () => {
    expect(parse('--yes', '--', '--yes', '-x').positionals).to.deep.equal(['--yes', '-x']);
    expect(parse('-').positionals).to.deep.equal(['-']);
  });

  it('switch a flag off with --no- where it allows that; the last one counts', () => {
    expect(parse('--no-install').values).to.deep.equal({ install: false });
    expect(parse('--no-install', '--install').values).to.deep.equal({ install: true });
    expect(parse('--install=false').values).to.deep.equal({ install: false });
    expect(refusal('--no-yes')).to.include('Unknown option "--no-yes"');
    expect(refusal('--no-install=x')).to.equal('--no-install takes no value, found "x"');
  });

  it('join a repeated list, and refuse another repeated value', () => {
    expect(parse('--steps', 'a,b', '--steps', 'c').values).to.deep.equal({ steps: ['a', 'b', 'c'] });
    expect(parse('-y', '--yes').values).to.deep.equal({ yes: true });
    expect(refusal('--domain', 'x', '--domain', 'x')).to.equal(
      '--domain was given more than once; give it once',
    );
    expect(refusal('--on-conflict=ours', '--on-conflict=ours')).to.include('more than once');
  });

  it('take a value that begins with a dash after an equals sign, and numbers and a dash alone always', () => {
    expect(parse('--domain=-x').values).to.deep.equal({ domain: '-x' });
    expect(parse('--domain', '-').values).to.deep.equal({ domain: '-' });
    expect(parse('--domain', '-5').values).to.deep.equal({ domain: '-5' });
    for (const next of ['--yes', '-y', '--', '--unknown'])
      expect(refusal('--domain', next)).to.equal('--domain needs a value: --domain NAME');
    expect(refusal('--domain')).to.equal('--domain needs a value: --domain NAME');
    expect(refusal('--steps')).to.equal('--steps needs a value: --steps STEP,…');
    expect(refusal('--on-conflict')).to.equal('--on-conflict needs a value: --on-conflict ours|theirs|fail');
  });

  it('refuse an empty value, as of a variable that is not set, unless the option allows it', () => {
    expect(refusal('--domain', '')).to.equal('--domain is empty; give it a value, or leave it out');
    expect(refusal('--domain=  ')).to.include('is empty');
    expect(refusal('--steps', ' , ')).to.include('is empty');
    expect(parse('--note', '').values).to.deep.equal({ note: '' });
  });

  it('refuse a value of a flag, and one that is not among the choices', () => {
    expect(refusal('--yes=maybe')).to.equal('--yes takes no value, found "maybe"');
    expect(refusal('--on-conflict', 'our')).to.equal(
      '--on-conflict takes ours, theirs, or fail, not "our". Did you mean ours?',
    );
    expect(refusal('--on-conflict', 'xyz')).to.equal('--on-conflict takes ours, theirs, or fail, not "xyz".');
  });

  it('refuse an unknown option, and name the one that was probably meant', () => {
    const unknown = (typed: string, hint: string): string =>
      `Unknown option "${typed}" of onex effect.${hint} See onex effect --help.`;
    expect(refusal('--domian', 'x')).to.equal(unknown('--domian', ' Did you mean --domain?'));
    expect(refusal('--no-instal')).to.equal(unknown('--no-instal', ' Did you mean --no-install?'));
    expect(refusal('--version')).to.equal(unknown('--version', ' Did you mean --node-version?'));
    expect(refusal('--hepl')).to.equal(unknown('--hepl', ' Did you mean --help?'));
    expect(refusal('--xylophone')).to.equal(unknown('--xylophone', ''));
    expect(refusal('-yz')).to.equal(unknown('-z', ''));
    expect(refusal('--module=cjs')).to.equal('onex effect no longer has the option --module: leave it out');
  });

  it('refuse names that every object has, and text that would control the terminal', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'no-constructor'])
      expect(refusal(`--${name}`), name).to.include('Unknown option');
    expect(refusal('--\u001b[2J\u202e')).to.match(/^[ -~]+$/);
  });

  it('are parsed or refused with one line, whatever they are', () => {
    const word = fc.constantFrom(
      '--',
      '-',
      '--yes',
      '-y',
      '-q',
      '--no-install',
      '--domain',
      '--domain=',
      '--steps',
      '--=',
      '-=x',
      '\n',
      '',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        expect(refusal(...argv).split('\n')).to.have.length(1);
      }),
    );
  });
});
