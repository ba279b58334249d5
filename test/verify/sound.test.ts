import { expect } from 'chai';
import { isSound } from '../../lib/verify/index.ts';

describe('a text that came out of a merge', () => {
  const broken: Record<string, [string, string]> = {
    'a key of an object twice': [
      'a.ts',
      "export const E = { REFUND: 'refund', READ: 'read', REFUND: 'refund' };\n",
    ],
    'a key deep inside a call': ['a.ts', 'f(() => [{ a: { b: 1, "b": 2 } }]);\n'],
    'a name that is passed on twice': ['a.ts', "export { A } from './a.ts';\nexport { A } from './b.ts';\n"],
    'an import twice': ['a.ts', "import { A } from './a.ts';\nimport type { A } from './b.ts';\n"],
    'a contract that cannot be read': ['v1_0_0/contract.yaml', 'name: node_a\n'],
    'a key of YAML twice': ['a.yaml', 'a: 1\na: 2\n'],
  };
  for (const [what, [path, text]] of Object.entries(broken)) {
    it(`is not sound with ${what}`, async () => {
      expect(await isSound(path, text)).to.equal(false);
    });
  }

  it('is sound where names differ, are computed, or belong to different objects', async () => {
    const text =
      "import { A, A as B } from './a.ts';\nexport { A, B };\nexport const o = { [A]: 1, [A]: 2, ...B, ...B, a: { a: 1 } };\n" +
      'export class C { get x() { return 1; }\n  set x(value) {}\n}\nexport const p = { get x() { return 1; }, set x(value) {} };\n';
    expect(await isSound('a.ts', text)).to.equal(true);
  });
});
