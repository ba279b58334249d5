import path from 'node:path';
import { expect } from 'chai';
import { checkWords, compareCounts, findWords } from '../../../scripts/words/check.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const places = (file: string, text: string): string[] =>
  findWords(file, text).map(({ line, column, found, kind }) => `${line}:${column} ${kind} ${found}`);

describe('the check of words', () => {
  it('accepts the text of this project', () => {
    const { findings, excess } = checkWords(ROOT);
    const shown = findings.filter(({ allowance }) => excess.has(allowance));
    expect(
      shown.map(({ file, line, column, found, better }) => `${file}:${line}:${column}: ${found}: ${better}`),
    ).to.deep.equal([]);
  }).timeout(60_000);

  it('finds a word in prose of Markdown, and not in code or the target of a link', () => {
    const page = [
      '# The heirs',
      '',
      'See [it](habits.md) and `told`.',
      '```',
      'told',
      '```',
      'A mishap.',
    ].join('\n');
    expect(places('docs/page.md', page)).to.have.members(['1:7 docs heirs', '7:3 docs mishap']);
  });

  it('finds a phrase over a line break, at its first word', () => {
    expect(places('docs/page.md', 'Nodes stand\non it.')).to.include('1:7 docs stand on');
    expect(places('lib/a.ts', '/**\n * The bus is\n * away now.\n */\n')).to.deep.equal([
      '2:12 comments is away',
    ]);
    expect(places('lib/a.ts', '// The bus is\n  // away now.\n')).to.deep.equal(['1:12 comments is away']);
  });

  it('finds a word in the messages and comments of TypeScript, and not in its code', () => {
    const source = [
      "import { told } from './told.ts';",
      'const heirs = told.habits; // The heirs.',
      "const key = { 'a told key': 1, 'mishap': 2 };",
      'throw new Error(`${heirs} is told ${told} twice`);',
      "warn('The bus is ' +\n  'away.');",
    ].join('\n');
    expect(places('lib/a.ts', source)).to.have.members([
      '2:35 comments heirs',
      '4:30 messages told',
      '5:15 messages is away',
    ]);
  });

  it('finds a word in the text of a template, and not in its expressions', () => {
    expect(places('generators/x/templates/a.ejs', '<%= told %> is told\n<%# heirs %>')).to.have.members([
      '1:16 messages told',
      '2:5 messages heirs',
    ]);
  });

  it('reports more findings than are accepted, and numbers that can be lowered', () => {
    const findings = findWords('docs/page.md', 'Told, told, and habits.');
    const { excess, unused } = compareCounts(findings, {
      docs: { told: 1, habits: 3 },
      comments: { heirs: 1 },
    });
    expect([...excess]).to.deep.equal([['docs: told', { count: 2, limit: 1 }]]);
    expect([...unused]).to.deep.equal([
      ['docs: habits', { count: 1, limit: 3 }],
      ['comments: heirs', { count: 0, limit: 1 }],
    ]);
  });
});
