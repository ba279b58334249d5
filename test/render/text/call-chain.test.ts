import { expect } from 'chai';
import { format } from 'prettier';
import { callChain } from '../../../lib/render/text/call-chain.ts';

const CHAINS = [
  'z.string().prefault(() => read("a"))',
  'z.string().optional().prefault(() => read("a"))',
  'z.iso.datetime({ offset: true }).optional().prefault(() => read("a.b(c"))',
  'z.enum(["a.b(", "it\'s", "c)"]).optional().prefault(() => read("a"))',
  'z.array(z.string().min(1)).optional().prefault(() => read("a"))',
  'z.int().min(1).max(9).prefault(() => read("a") ?? 4)',
];

describe('a chain of calls', () => {
  for (const chain of CHAINS) {
    it(`stands as the formatter lays it out: ${chain}`, async () => {
      const source = `export const a = z.strictObject({\n  name: ${callChain(chain, 2)},\n});\n`;
      expect(await format(source, { parser: 'typescript', printWidth: 110 })).to.equal(source);
    });
  }

  it('is left alone where a regular expression makes its calls hard to tell', () => {
    const chain = 'z.string().regex(/a.b(c)/).optional().prefault(() => 1)';
    expect(callChain(chain, 2)).to.equal(chain);
  });
});
