import { expect } from 'chai';
import type { Options } from 'onex-cli-kit';
import { CliError } from '../../../src/cli/cli-error.ts';
import { commandArguments, parseDuration } from '../../../src/cli/command/index.ts';

const OPTIONS: Options = {
  timeout: { type: 'text', placeholder: 'TIME', description: 'how long' },
  'no-wait': { type: 'flag', description: 'do not wait' },
  follow: { type: 'flag', short: 'f', description: 'follow' },
};

const parse = (...args: string[]) => commandArguments('send', args, OPTIONS);

describe('arguments of a command', () => {
  it('have the options of every command too', () => {
    expect(parse('a', '--debug', '-h', '--no-wait')).to.deep.equal({
      values: { debug: true, help: true, 'no-wait': true },
      positionals: ['a'],
    });
  });

  it('are refused in one line that names the command', () => {
    expect(() => parse('--timout', '5')).to.throw(
      CliError,
      'Unknown option "--timout" of onex-runtime send. Did you mean --timeout? See onex-runtime send --help.',
    );
    expect(() => parse('--timeout')).to.throw(CliError, '--timeout needs a value: --timeout TIME');
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
