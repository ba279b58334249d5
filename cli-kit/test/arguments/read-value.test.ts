import { expect } from 'chai';
import { enumerate, readValue, type Option } from '../../src/index.ts';

const read = (option: Partial<Option>, given: unknown): unknown =>
  readValue({ type: 'text', description: '', ...option }, given, {
    label: 'answers.yaml: domain',
    flagHint: '; write true or false',
    refuse: (message) => new Error(message),
  });

describe('a value from a file', () => {
  it('may be a number where a text is wanted, and a list or one text where a list is', () => {
    expect(read({}, 5)).to.equal('5');
    expect(read({ type: 'list' }, ['a', 5, 'b,c'])).to.deep.equal(['a', '5', 'b', 'c']);
    expect(read({ type: 'list' }, 'a, b')).to.deep.equal(['a', 'b']);
    expect(read({ type: 'list' }, [])).to.deep.equal([]);
    expect(read({ type: 'flag' }, 'false')).to.equal(false);
  });

  it('is refused where it has another type, with the place of the value', () => {
    expect(() => read({ type: 'flag' }, 'x')).to.throw(
      'answers.yaml: domain takes no value, found "x"; write true or false',
    );
    expect(() => read({ type: 'list' }, [{}])).to.throw('answers.yaml: domain needs a list of names');
    expect(() => read({}, { a: 1 })).to.throw('answers.yaml: domain needs a value');
    expect(() => read({}, ['a', 'b'])).to.throw('answers.yaml: domain was given more than once');
    expect(() => read({ choices: ['a', 'b'] }, 'c')).to.throw('answers.yaml: domain takes a or b, not "c".');
  });
});

describe('a list of words in a sentence', () => {
  it('has "or" before the last one', () => {
    expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => enumerate(words))).to.deep.equal([
      'a',
      'a or b',
      'a, b, or c',
    ]);
  });
});
