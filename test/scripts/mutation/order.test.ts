import { expect } from 'chai';
import { arrange, chooseTests, type TimedSuite } from '../../../scripts/mutation/stryker/order.ts';

const test = (id: string, file: string, ms = 1) => ({ id, file, ms });

describe('the tests of a mutant', () => {
  it('are those that reach it, the nearest files first', () => {
    const tests = [test('far', 'z.ts'), test('near', 'a.ts'), test('other', 'a.ts'), test('second', 'b.ts')];
    expect(chooseTests(tests, ['a.ts', 'b.ts'], ['far', 'second', 'near'])).to.deep.equal([
      'near',
      'second',
      'far',
    ]);
  });

  it('are all of the chosen files when it takes effect as its module is loaded', () => {
    const tests = [test('far', 'z.ts'), test('second', 'b.ts'), test('near', 'a.ts')];
    expect(chooseTests(tests, ['a.ts', 'b.ts'], undefined)).to.deep.equal(['near', 'second']);
  });

  it('fit into a bounded time, but there is always one', () => {
    const tests = [test('slow', 'a.ts', 90_000), test('quick', 'b.ts')];
    expect(chooseTests(tests, ['a.ts', 'b.ts'], ['slow', 'quick'])).to.deep.equal(['slow']);
    const four = ['1', '2', '3', '4'].map((id) => test(id, 'a.ts', 8_000));
    expect(chooseTests(four, ['a.ts'], undefined)).to.deep.equal(['1', '2']);
  });

  it('run in that order, each with a time-out of several times its duration', () => {
    const timeouts = new Map<string, number>();
    const suite = (file: string): TimedSuite => ({
      suites: [],
      file,
      tests: [{ fullTitle: () => file, timeout: (ms) => timeouts.set(file, ms) }],
    });
    const root: TimedSuite = { suites: [suite('z.ts'), suite('b.ts'), suite('a.ts')], tests: [] };
    arrange(root, [test('a.ts', 'a.ts', 9_000), test('b.ts', 'b.ts')], ['a.ts', 'b.ts'], (path) => path);
    expect(root.suites.map(({ file }) => file)).to.deep.equal(['a.ts', 'b.ts', 'z.ts']);
    expect(timeouts.get('a.ts')).to.equal(45_000);
    expect(timeouts.get('b.ts')).to.equal(10_000);
  });
});
