import { expect } from 'chai';
import type { Options } from 'onex-cli-kit';
import { readScriptArguments, type Script } from '../../scripts/command-line.ts';

const SCRIPT = {
  name: 'corpus',
  summary: 'Read some folders',
  usage: 'DIR…',
  options: { quiet: { type: 'flag', description: 'print less' } },
  takes: { least: 1, most: 2 },
} as const satisfies Script<Options>;

describe('the arguments of a script', () => {
  it('are its options, and as many words as it takes', () => {
    expect(readScriptArguments(SCRIPT, ['a', '--quiet', 'b'])).to.deep.equal({
      values: { quiet: true },
      positionals: ['a', 'b'],
    });
    expect(readScriptArguments({ name: 'x', summary: 'X' }, [])).to.deep.equal({
      values: {},
      positionals: [],
    });
  });

  for (const [args, message] of [
    [[], 'npm run corpus needs DIR…. See npm run corpus -- --help.'],
    [['a', 'b', 'c'], 'npm run corpus takes no argument "c". See npm run corpus -- --help.'],
    [
      ['a', '--quite'],
      'Unknown option "--quite" of npm run corpus. Did you mean --quiet? See npm run corpus -- --help.',
    ],
  ] as const)
    it(`are refused in one line: ${args.join(' ')}`, () => {
      expect(() => readScriptArguments(SCRIPT, args)).to.throw(message);
    });

  it('take no word where the script names none', () => {
    expect(() => readScriptArguments({ name: 'x', summary: 'X' }, ['a'])).to.throw('takes no argument "a"');
  });
});
