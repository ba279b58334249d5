import { expect } from 'chai';
import type { Unit } from '../../lib/render/index.ts';
import { staysSound } from '../../lib/verify/index.ts';

const LAST: Readonly<Record<string, string>> = {
  'node.ts':
    "import { A, type B } from './a.ts';\nexport * from './a.ts';\nexport class Node {\n  a = new A();\n}\n",
  'a.ts': 'export class A {}\nexport type B = 1;\nclass Own {}\n',
  'node.manifest.yaml': 'class: Node\n',
  'README.md': '# a\n',
};

function after(changes: Readonly<Record<string, string | null>>): Promise<boolean> {
  const files = Object.entries({ ...LAST, ...changes }).flatMap(([path, contents]) =>
    contents === null ? [] : [{ path, contents, mode: 0o644 as const }],
  );
  const unit: Unit = { kind: 'node', name: 'n', root: 'nodes/n', files, answers: {} };
  return staysSound(unit, { paths: Object.keys(LAST), textOf: (path) => LAST[path] ?? null });
}

describe('verify: what is as it was, but for some files', () => {
  it('stays sound where modules change inside, or give more', async () => {
    expect(await after({})).to.equal(true);
    expect(
      await after({ 'a.ts': 'export class A {\n  x = 1;\n}\nexport type B = 2;\nclass Own {}\n' }),
    ).to.equal(true);
    expect(await after({ 'a.ts': `${LAST['a.ts']}export const c = 1;\n` })).to.equal(true);
    expect(
      await after({
        'node.ts': "import { A } from './a.ts';\nexport * from './a.ts';\nexport class Node {}\n",
      }),
    ).to.equal(true);
    expect(await after({ 'README.md': '# other\n', LICENSE: 'new\n' })).to.equal(true);
  });

  it('is not known to be sound where a module breaks or takes away what others may use', async () => {
    expect(await after({ 'a.ts': 'export class A {\n' })).to.equal(false);
    expect(await after({ 'a.ts': 'export class A {}\nclass Own {}\n' })).to.equal(false);
    expect(await after({ 'a.ts': 'export class A {}\nexport type B = 1;\n' })).to.equal(false);
    expect(await after({ 'node.ts': LAST['node.ts']!.replace("export * from './a.ts';\n", '') })).to.equal(
      false,
    );
  });

  it('is not known to be sound where a module asks for more', async () => {
    const other = (text: string): Record<string, string> => ({ 'node.ts': LAST['node.ts']! + text });
    expect(await after(other("import { C } from './a.ts';\n"))).to.equal(false);
    expect(await after(other("import { A as C } from './c.ts';\n"))).to.equal(false);
    expect(await after(other("import './c.ts';\n"))).to.equal(false);
    expect(await after(other("export * from './c.ts';\n"))).to.equal(false);
  });

  it('is not known to be sound where a file comes or goes, or data change', async () => {
    expect(await after({ 'b.ts': 'export {};\n' })).to.equal(false);
    expect(await after({ 'a.ts': null })).to.equal(false);
    expect(await after({ 'README.md': null })).to.equal(false);
    expect(await after({ 'node.manifest.yaml': 'class: Other\n' })).to.equal(false);
  });
});
