import { expect } from 'chai';
import fc from 'fast-check';
import { readContract } from 'onex-runtime/contract';
import type { Unit } from '../../lib/render/index.ts';
import { removeFolders } from '../support/folders.ts';
import { nodeFromText } from '../render/support.ts';
import { contractText } from '../render/contracts/arbitrary-contracts.ts';
import { expectSound } from '../render/contracts/checked.ts';

/** Contracts in one program: the compiler loads what they share once. */
const IN_ONE = 100;
const TOTAL = Number(process.env['ONEX_PROPERTY_CONTRACTS'] ?? 40);
const SEED = Number(process.env['FC_SEED'] ?? Date.now() & 0x7fffffff);

/** The nodes of contracts that can be read. */
async function units(seed: number, count: number): Promise<readonly Unit[]> {
  const made: Unit[] = [];
  for (const text of fc.sample(contractText, { seed, numRuns: count })) {
    if (readContract(text, { file: 'contract.yaml' }).contract === null) continue;
    made.push((await nodeFromText(text, true)).unit);
  }
  return made;
}

describe('the node of any contract', function () {
  this.timeout(300_000);
  afterEach(removeFolders);

  for (let begun = 0; begun < TOTAL; begun += IN_ONE) {
    const seed = SEED + begun;
    const count = Math.min(IN_ONE, TOTAL - begun);
    it(`compiles, lints, and passes its own tests (${count} contracts)`, async () => {
      const nodes = await units(seed, count);
      expect(nodes.length, 'contracts that are read').to.be.above(count / 2);
      await expectSound(nodes, `FC_SEED=${seed}`);
    });
  }
});
