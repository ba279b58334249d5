import { expect } from 'chai';
import { flagOf, helpPage, optionRows, type Options } from '../../src/index.ts';

const OPTIONS: Options = {
  install: { type: 'flag', negatable: true, description: 'Install the packages' },
  yes: { type: 'flag', short: 'y', description: 'Ask nothing' },
  on: { type: 'choice', choices: ['a', 'b'], description: 'One of two' },
  dir: { type: 'text', placeholder: 'DIR', description: 'A folder' },
  text: { type: 'text', description: 'A text' },
};

describe('an option in a help text', () => {
  it('has its letter, its --no- form, and its value', () => {
    expect(Object.entries(OPTIONS).map(([name, option]) => flagOf(name, option))).to.deep.equal([
      '--[no-]install',
      '-y, --yes',
      '--on a|b',
      '--dir DIR',
      '--text TEXT',
    ]);
  });

  it('is indented by the width of a letter where another one has a letter', () => {
    expect(optionRows(OPTIONS)[0]).to.deep.equal(['    --[no-]install', 'Install the packages']);
    expect(optionRows({ dir: OPTIONS['dir']! })[0]).to.deep.equal(['--dir DIR', 'A folder']);
  });
});

describe('a help text', () => {
  const page = {
    summary: 'Makes a node.',
    usage: 'onex effect NAME [OPTIONS]',
    sections: [
      { title: 'Options', rows: optionRows({ dir: OPTIONS['dir']! }) },
      { title: 'Examples', lines: ['onex effect payment'] },
    ],
    details: 'One sentence over\ntwo lines.\n\n  onex effect a\n  onex effect b\n\nThe end.',
  };

  it('has its parts in order, with an empty line between', () => {
    expect(helpPage(page, Infinity)).to.equal(
      [
        'Makes a node.',
        '',
        'Usage: onex effect NAME [OPTIONS]',
        '',
        'Options:',
        '  --dir DIR  A folder',
        '',
        'Examples:',
        '  onex effect payment',
        '',
        'One sentence over two lines.',
        '',
        '  onex effect a',
        '  onex effect b',
        '',
        'The end.',
        '',
      ].join('\n'),
    );
  });

  it('is broken into lines that fit the terminal, except command lines', () => {
    const lines = helpPage(page, 20).split('\n');
    expect(lines).to.include.members(['One sentence over', 'two lines.', '  onex effect payment']);
  });

  it('breaks its usage between words and after the bars of choices', () => {
    const usage = 'onex add NODE operation|field|step|state|topic … [OPTIONS]';
    expect(helpPage({ summary: 'Adds', usage, sections: [] }, 30)).to.equal(
      'Adds.\n\nUsage: onex add NODE\n       operation|field|step|\n       state|topic … [OPTIONS]\n',
    );
  });

  it('may be a summary alone', () => {
    expect(helpPage({ summary: 'Makes a node', sections: [] }, 80)).to.equal('Makes a node.\n');
  });
});
