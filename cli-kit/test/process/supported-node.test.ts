import { expect } from 'chai';
import { isSupportedNode, nodeProblem } from '../../src/index.ts';

describe('a supported version of Node', () => {
  it('is 22.18 or later in line 22, and 24.11 or later', () => {
    for (const version of ['22.18.0', 'v22.22.0', '22.99.0', '24.11.0', '25.0.0', '26.1.0']) {
      expect(isSupportedNode(version), version).to.equal(true);
      expect(nodeProblem('onex', version)).to.equal(null);
    }
  });

  it('is no other, and the message names the version and what is needed', () => {
    for (const version of ['18.20.0', '20.20.2', '22.17.9', '23.11.0', '24.10.0', '']) {
      expect(isSupportedNode(version), version).to.equal(false);
      expect(nodeProblem('onex', version)).to.equal(
        `onex needs Node 22.18 or later, or 24.11 or later; this is ${version}`,
      );
    }
  });
});
