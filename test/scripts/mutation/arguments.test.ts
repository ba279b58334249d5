import { expect } from 'chai';
import { readArguments } from '../../../scripts/mutation/arguments.ts';

describe('the arguments of the mutation tests', () => {
  it('mean the last changes, without a minimum, when there are none', () => {
    const { paths, since, sample, min, fresh } = readArguments([])!;
    expect({ paths, since, sample, min, fresh }).to.deep.equal({
      paths: [],
      since: null,
      sample: null,
      min: null,
      fresh: false,
    });
  });

  it('are read in any order', () => {
    const read = readArguments([
      '--seed',
      '7',
      'lib/naming',
      '--sample',
      '400',
      '--min=70',
      '--minutes',
      '3',
    ]);
    expect(read).to.deep.include({ paths: ['lib/naming'], sample: 400, seed: 7, min: 70, minutes: 3 });
  });

  for (const [args, message] of [
    [['--sample', 'many'], '--sample takes a whole number, not "many".'],
    [['--sample', '0'], '--sample takes at least 1.'],
    [['--seed', '1.5'], '--seed takes a whole number, not "1.5".'],
    [['--min', '101'], '--min takes a whole number up to 100, not "101".'],
    [['--since', 'HEAD', 'lib'], 'Give either paths or --since, not both.'],
    [['--since=--output=x'], '--since takes a revision, not "--output=x".'],
  ] as const)
    it(`refuse ${args.join(' ')}`, () => {
      expect(() => readArguments(args)).to.throw(message);
    });

  it('refuse an unknown option', () => {
    expect(() => readArguments(['--smaple', '3'])).to.throw(
      'Unknown option "--smaple" of npm run test:mutation. Did you mean --sample?',
    );
  });
});
