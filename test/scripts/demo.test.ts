import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { stopDev } from '../../scripts/demo/commands.ts';
import { narrate } from '../../scripts/demo/narrate.ts';

const CONTRACTS = join(import.meta.dirname, '../../examples/orders/contracts');

describe('the demo', () => {
  it('reports a dev that has ended by itself, instead of waiting for its end', async () => {
    const dev = spawn(process.execPath, ['-e', 'process.exitCode = 7']);
    await once(dev, 'exit');
    const late = new Promise<null>((resolve) => void setTimeout(resolve, 5000, null).unref());
    const failure = await Promise.race([stopDev(dev).catch((error: unknown) => error as Error), late]);
    expect(failure?.message).to.equal('dev ended with exit code 7');
  });

  it('has a sentence for every topic of its contracts, and for no other', () => {
    const contracts = globSync('*.yaml', { cwd: CONTRACTS }).map((file) => {
      const { contract } = readContract(readFileSync(join(CONTRACTS, file), 'utf8'), { file });
      if (contract === null) throw new Error(`${file} has errors`);
      return contract;
    });
    const topics = new Set(
      contracts.flatMap((contract) =>
        [...contract.topics.subscribe, ...contract.topics.publish].map(({ topic }) => topic),
      ),
    );
    const sentence = (topic: string): string | null =>
      narrate({ topic, headers: {}, value: { payload: { lines: [] } } });
    expect(topics.size).to.be.greaterThan(15);
    expect([...topics].filter((topic) => sentence(topic) === null)).to.deep.equal([]);
    for (const topic of ['onex.evt.billing.price-completed.v1', 'onex.evt.shop.toString.v1'])
      expect(sentence(topic)).to.equal(null);
  });

  it('tells what is done from what is undone', () => {
    const told = (topic: string, operation: string, payload: Record<string, unknown>): string | null =>
      narrate({ topic: `onex.${topic}.v1`, headers: { operation_name: operation }, value: { payload } });
    expect(told('cmd.shop.stock-requested', 'reserve', {})).to.equal('checkout asks stock for the goods.');
    expect(told('cmd.shop.stock-requested', 'release', {})).to.contain('put the goods back');
    expect(told('evt.shop.stock-completed', '', { reserved_units: 3 })).to.equal('3 units are reserved.');
    expect(told('evt.shop.stock-completed', '', { released_units: 3 })).to.contain('back in stock');
    expect(told('cmd.shop.payment-requested', 'refund', {})).to.contain('refund');
  });
});
