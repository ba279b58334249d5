import type { Unit } from '../../../lib/render/index.ts';
import { removeFolders } from '../../support/folders.ts';
import { expectCompiles } from '../contracts/checked.ts';
import { sampleNode } from '../support.ts';

const OPERATIONS = ['create', 'read', 'update', 'delete', 'list'];

/** Every choice of some of the names. */
function subsets(names: readonly string[]): string[][] {
  const numbers = Array.from({ length: 2 ** names.length - 1 }, (_, index) => index + 1);
  return numbers.map((bits) => names.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1));
}

describe('generated code of any choice of operations', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  it('passes the typecheck and the linter, of all four kinds', async () => {
    const nodes: Unit[] = [];
    const payment = await sampleNode('effect', 'payment', { operations: [...OPERATIONS, 'refund'] });
    for (const operations of subsets(OPERATIONS)) {
      nodes.push((await sampleNode('effect', 'payment', { operations })).unit);
      if (operations.includes('list')) continue;
      const steps = operations.map((operation) => ({ contract: payment.contract, operation }));
      const workflowEngine = operations.length % 2 === 0 ? 'builtin' : 'llamaindex';
      nodes.push((await sampleNode('orchestrator', 'checkout', { steps, workflowEngine })).unit);
    }
    for (const operations of subsets(['read', 'net'])) {
      for (const eventBus of [true, false]) {
        nodes.push((await sampleNode('compute', 'tax', { operations, eventBus })).unit);
        nodes.push((await sampleNode('reducer', 'order', { operations, eventBus })).unit);
      }
    }
    await expectCompiles(nodes, 'subsets of operations', [payment.unit]);
  });
});
