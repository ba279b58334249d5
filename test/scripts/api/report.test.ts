import { posix } from 'node:path';
import { expect } from 'chai';
import { reportOf } from '../../../scripts/api/report.ts';
import { surfaceOf, type Files } from '../../../scripts/api/surface.ts';

/** Declaration files by their paths, such as `a/index.d.ts`. */
function filesOf(texts: Readonly<Record<string, string>>): Files {
  return {
    read(path) {
      const text = texts[path];
      if (text === undefined) throw new Error(`no ${path}`);
      return text;
    },
    resolve: (from, specifier) =>
      specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier.replace(/\.ts$/, '.d.ts')) : null,
  };
}

/** The code of the report of `index.d.ts`. */
async function codeOf(texts: Readonly<Record<string, string>>, entry = 'index.d.ts'): Promise<string> {
  const report = await reportOf('package', surfaceOf(entry, filesOf(texts)));
  expect(report).to.match(/^# package\n/);
  return /```ts\n(.*)```\n$/s.exec(report)?.[1] ?? '';
}

describe('the report of an entry point', () => {
  it('has exported names in order, without comments, wherever they are declared', async () => {
    const code = await codeOf({
      'index.d.ts': "export * from './a/index.ts';\nexport { z as y } from './b.ts';\n",
      'a/index.d.ts':
        "export type { T } from '../b.ts';\n/** Says hello. */\nexport declare function hello(): void;\n",
      'b.d.ts': 'export declare const z: 1;\nexport interface T {\n  /** Its name. */\n  name: string;\n}\n',
    });
    expect(code).to.equal(
      'export interface T {\n  name: string;\n}\n\nexport declare function hello(): void;\n\ndeclare const z: 1;\nexport { z as y };\n',
    );
  });

  it('has what exported declarations name, directly or not, and nothing else of a module', async () => {
    const code = await codeOf({
      'index.d.ts':
        "import type { Deep } from './deep.ts';\nexport interface A {\n  deep: Deep;\n}\ninterface Unused {}\n",
      'deep.d.ts': 'export interface Deep {\n  next: Deeper;\n}\ntype Deeper = 1;\nexport type Other = 2;\n',
    });
    expect(code).to.include('// Not exported, but named above:\n\ninterface Deep');
    expect(code).to.include('type Deeper = 1;').and.not.include('Unused').and.not.include('Other');
  });

  it('stays the same when a declaration moves to another file', async () => {
    const before = await codeOf({
      'index.d.ts': 'interface B {\n  x: 1;\n}\nexport declare function f(b: B): import("./c.ts").C;\n',
      'c.d.ts': 'export interface C {}\n',
    });
    const after = await codeOf({
      'index.d.ts': "export * from './parts/f.ts';\n",
      'parts/f.d.ts':
        "import type { B } from './b.ts';\nimport type { C } from './b.ts';\nexport declare function f(b: B): C;\n",
      'parts/b.d.ts': 'export interface B {\n  x: 1;\n}\nexport interface C {}\n',
    });
    expect(after).to.equal(before);
  });

  it('changes when a type changes that is only named by an exported one', async () => {
    const of = (type: string): Promise<string> =>
      codeOf({
        'index.d.ts': `interface Options {\n  size: ${type};\n}\nexport declare function f(options: Options): void;\n`,
      });
    expect(await of('number')).not.to.equal(await of('string'));
  });

  it('leaves out private members, and what only they name', async () => {
    const code = await codeOf({
      'index.d.ts':
        'interface Secret {}\nexport declare class A {\n  #private;\n  private readonly secret: Secret;\n  protected shown: string;\n}\n',
    });
    expect(code).to.equal('export declare class A {\n  protected shown: string;\n}\n');
  });

  it('has every overload of a function', async () => {
    const code = await codeOf({
      'index.d.ts':
        'export declare function f(a: string): void;\nexport declare function f(a: number): void;\n',
    });
    expect(code.match(/function f/g)).to.have.length(2);
  });

  it('does not take names of parameters, keys, and type parameters for declarations', async () => {
    const code = await codeOf({
      'index.d.ts':
        'interface name {}\ninterface key {}\ninterface label {}\ninterface T {}\nexport declare function f<T>(name: T): { key: [label: 1] };\n',
    });
    expect(code).not.to.include('interface');
  });

  it('takes computed keys, base classes, and typeof for uses', async () => {
    const code = await codeOf({
      'index.d.ts':
        'declare const KEY: unique symbol;\ndeclare class Base {}\ndeclare const VALUE: 1;\nexport declare class A extends Base {\n  [KEY]: typeof VALUE;\n}\n',
    });
    for (const used of ['declare const KEY', 'declare class Base', 'declare const VALUE'])
      expect(code).to.include(used);
  });

  it('lists what other packages declare', async () => {
    const code = await codeOf({
      'index.d.ts':
        "import type { z } from 'zod';\nexport { actor as start } from 'xstate';\nexport type Schema = z.ZodType;\n",
    });
    expect(code).to.include('// zod: z').and.include("export { actor as start } from 'xstate';");
  });

  it('ends for modules that export each other as a whole', async () => {
    const code = await codeOf({
      'index.d.ts': "export * from './other.ts';\nexport type A = B;\ntype B = 1;\n",
      'other.d.ts': "export * from './index.ts';\nexport type C = 2;\n",
    });
    expect(code).to.include('export type A').and.include('export type C');
  });

  it('refuses a name that no module declares', () => {
    const files = filesOf({
      'index.d.ts': "export { Gone } from './b.ts';\n",
      'b.d.ts': 'export type B = 1;\n',
    });
    expect(() => surfaceOf('index.d.ts', files)).to.throw('b.d.ts exports no Gone');
  });
});
