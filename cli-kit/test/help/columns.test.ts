import { expect } from 'chai';
import { columns, paragraph } from '../../src/index.ts';

const ROWS = [
  ['effect NAME', 'Add an effect: it performs I/O, with one handler per operation'],
  ['project [DIR]', 'Create a project for nodes'],
] as const;

const longest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('columns', () => {
  it('stand side by side on one line each where nothing limits them', () => {
    expect(columns(ROWS, Infinity).split('\n')).to.have.length(3);
  });

  it('wrap the right one below itself on a terminal of 60 columns', () => {
    const text = columns(ROWS, 60);
    expect(longest(text)).to.be.at.most(60);
    expect(text).to.match(/^ {2}effect NAME {4}Add an effect.*\n {17}\S/);
  });

  it('put the right one under the left one on a terminal of 30 columns', () => {
    const text = columns(ROWS, 30);
    expect(longest(text)).to.be.at.most(30);
    expect(text).to.match(/^ {2}effect NAME\n {6}Add an effect/);
  });

  it('give a long text on the left a line of its own', () => {
    const long = 'remove NODE[@VERSION] | NODE:OPERATION | NODE operation|field|step';
    const text = columns([...ROWS, [long, 'Remove a node']], Infinity);
    expect(text).to.contain(`  ${long}\n${' '.repeat(17)}Remove a node\n`);
    expect(text).to.match(/^ {2}effect NAME {4}Add an effect/);
  });

  it('break a long text on the left, too', () => {
    const rows = [
      ...ROWS,
      ['    --type node|operation|field|step|state|topic|domain', 'Kind of the old name'],
    ] as const;
    for (const width of [30, 40, 60, 80]) {
      const text = columns(rows, width);
      expect(longest(text), text).to.be.at.most(width);
      expect(text.replaceAll(/\n\s*/g, '')).to.contain('node|operation|field|step|state|topic|domain');
    }
  });

  it('leave a word whole that is longer than a line', () => {
    expect(paragraph('see nodes/node_billing_payment_effect', 20)).to.equal(
      'see\nnodes/node_billing_payment_effect\n',
    );
  });
});
