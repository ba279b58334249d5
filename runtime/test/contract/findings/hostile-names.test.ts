import { expect } from 'chai';
import { readContract, formatIssue } from 'onex-runtime/contract';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

describe('a finding of a contract', () => {
  it('is a safe line of bounded length, whatever names the contract has', () => {
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
