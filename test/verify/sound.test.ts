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
    'an import twice beside a decorator': [
      'a.ts',
      "import { A } from './a.ts';\nimport type { A } from './b.ts';\n@x class C { m(@y() ...z: A[]) {} }\n",
    ],
    'an import twice beside JSX': [
      'a.tsx',
      "import { A } from './a.ts';\nimport { A } from './b.ts';\nexport const c = <A />;\n",
    ],
    'a key twice in sloppy CommonJS': ['a.cjs', 'var public = { a: 1, a: 2 };\n'],
    'a contract that cannot be read': ['v1_0_0/contract.yaml', 'name: node_a\n'],
    'a brace of JavaScript that is missing': ['check-node.cjs', 'if (a) {\n'],
    'a constant of JavaScript twice': ['a.mjs', 'const a = 1;\nconst a = 2;\n'],
    'a key of YAML twice': ['a.yaml', 'a: 1\na: 2\n'],
    'a key twice in the second document of YAML': ['a.yaml', 'a: 1\n---\nb: 2\nb: 3\n'],
    'an alias of YAML without its anchor': ['a.yaml', 'a: 1\nb: *x\n'],
    'a key of JSON twice': ['package.json', '{ "a": { "b": 1, "b": 2 } }\n'],
    'a key of JSON with comments twice': ['tsconfig.json', '{ "a": 1, // c\n "a": 2, }\n'],
    'a comma that is missing in snippets': ['.vscode/a.code-snippets', '{ "a": 1 "b": 2 }\n'],
  };
  for (const [what, [path, text]] of Object.entries(broken)) {
    it(`is not sound with ${what}`, async () => {
      expect(await isSound(path, text)).to.equal(false);
    });
  }

  it('is sound in each dialect of JavaScript', async () => {
    expect(await isSound('a.cjs', "const a = require('a');\nmodule.exports = a;\n")).to.equal(true);
    expect(await isSound('a.mjs', "import a from 'a';\nexport default await a;\n")).to.equal(true);
    expect(await isSound('a.jsx', 'export const a = <b>{1}</b>;\n')).to.equal(true);
  });

  it('is sound with decorators of both kinds, and in sloppy mode', async () => {
    expect(await isSound('a.ts', '@a() export class A { m(@b() [c]: D[], @e ...f: G[]) {} }\n')).to.equal(
      true,
    );
    expect(await isSound('a.ts', 'export @a class A { @b() [c] = 1; }\n')).to.equal(true);
    expect(await isSound('a.tsx', '@a export class A { m = <b c={1} />; }\n')).to.equal(true);
    expect(await isSound('a.js', 'var public = 1;\nfunction f(a, a) {}\n')).to.equal(true);
  });

  it('is sound with documents, anchors, and keys that differ', async () => {
    expect(await isSound('a.yaml', 'a: &x 1\nb: *x\n---\na: 1\n')).to.equal(true);
    expect(await isSound('a.json', '{ "a": [{ "a": 1 }, { "a": 2 }], "b": { "a": 1 } }\n')).to.equal(true);
  });

  it('is sound where names differ, are computed, or belong to different objects', async () => {
    const text =
      "import { A, A as B } from './a.ts';\nexport { A, B };\nexport const o = { [A]: 1, [A]: 2, ...B, ...B, a: { a: 1 } };\n" +
      'export class C { get x() { return 1; }\n  set x(value) {}\n}\nexport const p = { get x() { return 1; }, set x(value) {} };\n';
    expect(await isSound('a.ts', text)).to.equal(true);
  });
});
