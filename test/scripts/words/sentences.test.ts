import { expect } from 'chai';
import { measure, sentencesOf } from '../../../scripts/words/sentences.ts';

describe('the length of sentences', () => {
  it('counts sentences of paragraphs and of lists, without code, tables, and headings', () => {
    const page = [
      '# A heading of five words',
      'One two three. Four five?',
      '| a table | of words |',
      '```',
      'code that does not count',
      '```',
      '- an item',
      '- another [item of](page.md) the list',
    ].join('\n');
    expect(sentencesOf(page)).to.deep.equal([
      'One two three.',
      'Four five?',
      'an item',
      'another item of the list',
    ]);
  });

  it('takes code within a line for one word, and does not end a sentence at its dots', () => {
    expect(measure('a.md', 'Run `onex upgrade . --yes` in v1.2 now. `onex` ends.')).to.deep.equal({
      page: 'a.md',
      average: 3.5,
      longest: 5,
    });
  });

  it('measures no page without a sentence', () => {
    expect(measure('a.md', '# Title\n')).to.equal(null);
  });
});
