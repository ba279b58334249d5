import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { typeUseNotes } from '../../../../generators/event-bus/type-uses/index.ts';
import { built } from '../../../support/built.ts';
import { folder, removeFolders } from '../../../support/folders.ts';
import { onex } from '../../support/program.ts';
import { read, write } from './support.ts';

const PROJECT = {
  'package.json': '{ "type": "module", "dependencies": { "onex-runtime": "0.1.0" } }\n',
  'src/store.ts': 'export class Store {\n  items: string[] = [];\n}\n',
  'src/fake.ts': `import type { Store as Wanted } from './store.js';

export class Fake implements Wanted {
  items: string[] = [];
}
export const plain: Wanted = { items: [] };
`,
};

/** The runtime with just the types that the compiler asks for. */
const RUNTIME = {
  'node_modules/onex-runtime/package.json':
    '{ "name": "onex-runtime", "version": "0.1.0", "exports": { "./event-bus": "./bus.js" } }\n',
  'node_modules/onex-runtime/bus.js': '',
  'node_modules/onex-runtime/bus.d.ts':
    'export function openEventBus(host: object, identity: object): Promise<void>;\nexport function closeEventBus(host: object): Promise<void>;\n',
  'tsconfig.json':
    '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true, "types": [] }, "include": ["src"] }\n',
};

describe('code that lacks a method which a class got with the event bus', function () {
  this.timeout(60_000);
  let root = '';
  before(() => built());
  beforeEach(async () => {
    root = await folder();
    write(root, PROJECT);
  });
  afterEach(removeFolders);

  it('is found by its types where the compiler cannot be asked, and the file is injected', () => {
    const dry = onex(root, ['event-bus', 'src/store.ts', '--dry-run']);
    const run = onex(root, ['event-bus', 'src/store.ts']);
    for (const { code, out } of [dry, run]) {
      expect(code).to.equal(0);
      expect(out).to.match(
        /src\/fake\.ts:3: class Fake implements Store, which has initialize\(\) and shutdown\(\) now/,
      );
      expect(out).to.match(/src\/fake\.ts:6: an object literal of type Store/);
    }
    expect(read(root, 'src/store.ts')).to.contain('openEventBus');
  });

  it('is reported by the compiler of the project, as new errors alone; --no-typecheck reports nothing', () => {
    write(root, {
      ...RUNTIME,
      'src/known.ts': "export const known: number = '';\n",
    });
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    symlinkSync(resolve('node_modules/typescript'), join(root, 'node_modules/typescript'), 'junction');
    const { code, out } = onex(root, ['event-bus', 'src/store.ts', '--json']);
    const { types } = JSON.parse(out) as {
      types: { errors: { path: string; line: number; code: string }[] };
    };
    expect(types).to.deep.include({ status: 'checked', known: 1, compared: true });
    expect(types.errors.map((one) => [one.path, one.line, one.code])).to.deep.equal([
      ['src/fake.ts', 3, 'TS2720'],
      ['src/fake.ts', 6, 'TS2739'],
    ]);
    expect(code).to.equal(2);
    write(root, { 'src/other.ts': PROJECT['src/store.ts'].replace('Store', 'Other') });
    const silent = onex(root, ['event-bus', 'src/other.ts', '--no-typecheck']);
    expect(silent).to.deep.include({ code: 0, err: '' });
    expect(silent.out).to.not.match(/compiles|type error/);
  });

  it('is none where the class is another one, has the members, spreads them, or is not TypeScript', () => {
    const source = (text: string): readonly string[] => {
      write(root, { 'src/use.ts': text });
      return typeUseNotes(
        root,
        [{ path: 'src/store.ts', added: [{ className: 'Store', members: ['initialize'] }] }],
        (file) => (file === 'src/use.ts' ? text : null),
      );
    };
    const head = "import { Store } from './store.js';\n";
    const found = [
      'const a = class implements Store {};\n',
      'export const a = {} satisfies Store;\n',
      'const a: Readonly<Record<keyof Store, unknown>> = { items: 1 };\n',
      'class A {\n  store: Store = { items: [] };\n}\n',
    ];
    for (const text of found) expect(source(head + text)).to.have.length(1);
    const none = [
      "import { Store } from './shop.js';\nclass A implements Store {}\n",
      `${head}class A implements Store {\n  async initialize() {}\n}\n`,
      `${head}const a: Store = { ...new Store() };\n`,
      `${head}const a: Partial<Store> = {};\n`,
      'class Store {}\nconst a: Store = {};\n',
      `${head}// class A implements Store {}\nconst a = 'implements Store {';\n`,
    ];
    for (const text of none) expect(source(text)).to.deep.equal([]);
  });
});
