import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import { parseArguments, parseDuration, type OptionSpecs } from '../../../src/cli/command/index.ts';

const OPTIONS: OptionSpecs = {
  timeout: { type: 'string', value: 'TIME', description: 'how long' },
  'no-wait': { type: 'boolean', description: 'do not wait' },
  follow: { type: 'boolean', short: 'f', description: 'follow' },
};

const parse = (...args: string[]) => parseArguments('send', args, OPTIONS);

describe('arguments of a command', () => {
  it('may hold options anywhere', () => {
    const { values, positionals } = parse('a', '--timeout', '5s', 'b', '-f', '--no-wait');
    expect(positionals).to.deep.equal(['a', 'b']);
    expect(values).to.include({ timeout: '5s', follow: true, 'no-wait': true });
  });

  it('take what follows -- as it is', () => {
    expect(parse('--', '--timeout').positionals).to.deep.equal(['--timeout']);
  });

  it('refuse an unknown option and say which was probably meant', () => {
    expect(() => parse('--timout', '5')).to.throw(
      CliError,
      'Unknown option --timout of "send". Did you mean "--timeout"?',
    );
    expect(() => parse('-x')).to.throw(CliError, 'Unknown option -x');
    expect(() => parse('--__proto__')).to.throw(CliError, 'Unknown option');
  });

  it('refuse an option that lacks its value, even when another option follows', () => {
    expect(() => parse('--timeout')).to.throw(CliError, 'Option --timeout needs a value: --timeout TIME');
    expect(() => parse('--timeout', '--follow')).to.throw(CliError, 'needs a value');
  });

  it('refuse a value for an option that takes none', () => {
    expect(() => parse('--follow=yes')).to.throw(
      CliError,
      'Option --follow takes no value, but was given "yes"',
    );
  });
});

describe('a time on the command line', () => {
  it('is seconds unless it says otherwise', () => {
    expect(parseDuration('timeout', '30')).to.equal(30_000);
    expect(parseDuration('timeout', '1.5s')).to.equal(1500);
    expect(parseDuration('timeout', '250ms')).to.equal(250);
    expect(parseDuration('timeout', '2m')).to.equal(120_000);
  });

  it('is refused when it is none, zero, or longer than a timer can run', () => {
    for (const text of ['', 'soon', '-1', '0', '1h', '99999999m']) {
      expect(() => parseDuration('timeout', text)).to.throw(CliError, '--timeout takes a time such as 30s');
    }
  });
});
