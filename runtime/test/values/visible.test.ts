import { expect } from 'chai';
import fc from 'fast-check';
import { readContract, formatIssue, terminalLine, terminalLines, visible } from 'onex-runtime/contract';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

describe('text of others on a terminal', () => {
  it('shows what cannot be seen, such as marks that turn the direction of text', () => {
    expect(visible('a\u202eb\u061cc\u001b[31m')).to.equal('a\\u202eb\\u061cc\\u001b[31m');
    expect(visible('🙂 é あ')).to.equal('🙂 é あ');
  });

  it('is one line without anything unseen, and no longer than a screen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (text) => {
        const line = terminalLine(text);
        expect(line).to.not.match(UNSEEN);
        expect(line.length).to.be.at.most(2000);
      }),
    );
    expect(terminalLine('x'.repeat(3000))).to.match(/^x{1999}…$/);
    expect(terminalLines(`a\nb${'\u200b'.repeat(2000)}`).split('\n')[1]).to.have.length(2000);
  });

  it('keeps its meaning in JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(visible(JSON.stringify(text)))).to.equal(text);
      }),
    );
  });

  it('is what a finding of a contract says, however long and odd the names in it are', () => {
    const name = `a\u202e\u061c${'b'.repeat(5000)}`;
    const text = JSON.stringify({
      name: 'node_a_b_effect',
      node_type: 'effect',
      io_operations: [{ operation: name }, { operation: name }],
      [name]: 1,
    });
    const { issues } = readContract(text, { file: 'contract.yaml' });
    expect(issues).not.to.have.length(0);
    for (const issue of issues) {
      const line = formatIssue(issue, 'contract.yaml');
      expect(line).to.not.match(UNSEEN);
      expect(line.length).to.be.at.most(2100);
    }
  });
});
