import { appendFileSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { injectEventBus, nodeNamesIn } from '../../../../lib/injection/index.ts';
import { stemsOf } from '../../../../lib/injection/pieces/node-names.ts';
import { built } from '../../../support/built.ts';
import { folder, removeFolders } from '../../../support/folders.ts';
import { onex } from '../../support/program.ts';
import { read, write } from './support.ts';

const namesIn = (text: string): readonly string[] => nodeNamesIn(text).map(({ name }) => name);

describe('the node names of classes that get the event bus', function () {
  this.timeout(60_000);
  let root = '';
  before(() => built());
  beforeEach(async () => {
    root = await folder();
    write(root, { 'package.json': '{ "type": "module", "dependencies": { "onex-runtime": "0.1.0" } }\n' });
  });
  afterEach(removeFolders);

  it('are unique in one file, whatever the classes are called', () => {
    const classes = ['HTTPStore', 'HttpStore', 'Заказ', '注文', 'Bücher', 'Bucher', '$', '_'];
    const text = classes.map((name) => `export class ${name} {}\n`).join('');
    const made = ['order.ts', '注文.ts'].map((path) => {
      const result = injectEventBus({ path, text: `${text}export default class {}\n` }, { all: true });
      const names = namesIn(result.text);
      expect(names).to.have.length(classes.length + 1);
      expect(new Set(names).size).to.equal(names.length);
      for (const name of names) expect(name).to.match(/^node_default_[a-z][a-z0-9_]*_effect$/);
      return names;
    });
    expect(made[0]![0]).to.equal('node_default_http_store_effect');
    expect(made[0]).to.include.members(['node_default_order_effect', 'node_default_bucher_effect']);
  });

  it('take the name of the file and of folders around it where the short one is in use', () => {
    expect(stemsOf('Store', 'src/billing/sql.ts', 0).slice(0, 4)).to.deep.equal([
      'store',
      'sql_store',
      'billing_store',
      'src_billing_store',
    ]);
    expect(stemsOf('Store', 'src/store.ts', 0)).to.not.deep.equal(stemsOf('Store', 'src/store.ts', 1));
    expect(stemsOf('注文', 'src/倉庫.ts', 0).slice(0, 2)).to.deep.equal(['unnamed', 'src_unnamed']);
    for (const stem of stemsOf('A'.repeat(200), `${'b'.repeat(100)}/c.ts`, 0))
      expect(stem).to.have.length.below(80);
  });

  it('are unique in a project, in one run and over several', () => {
    const store = 'export class Store {\n  a = 1;\n}\n';
    const files = ['billing/store.ts', 'stock/store.ts', 'src/a.ts', 'src/b.ts'];
    write(root, { ...Object.fromEntries(files.map((file) => [file, store])), 'late/store.ts': store });
    mkdirSync(join(root, 'nodes/node_default_store_effect'), { recursive: true });
    expect(onex(root, ['event-bus', ...files]).err).to.equal('');
    expect(onex(root, ['event-bus', 'late/store.ts']).err).to.equal('');
    const names = [...files, 'late/store.ts'].flatMap((file) => namesIn(read(root, file)));
    expect(names).to.deep.equal([
      'node_default_billing_store_effect',
      'node_default_stock_store_effect',
      'node_default_a_store_effect',
      'node_default_b_store_effect',
      'node_default_late_store_effect',
    ]);
    const texts = files.map((file) => read(root, file));
    expect(onex(root, ['event-bus', ...files]).out).to.contain('Nothing to do');
    expect(files.map((file) => read(root, file))).to.deep.equal(texts);
  });

  it('are reported where two files have the same one', () => {
    write(root, { 'src/store.ts': 'export class Store {\n  a = 1;\n}\n' });
    onex(root, ['event-bus', 'src/store.ts']);
    copyFileSync(join(root, 'src/store.ts'), join(root, 'src/copy.ts'));
    const reported =
      /src\/(?:copy|store)\.ts:\d+: the node name node_default_store_effect is that of src\/(?:copy|store)\.ts:\d+, too/;
    expect(onex(root, ['event-bus', 'src/copy.ts']).out).to.match(reported);
    expect(onex(root, ['upgrade']).err).to.match(reported);
    const text = read(root, 'src/copy.ts');
    write(root, { 'src/copy.ts': text.replace('node_default_store_effect', 'node_default_copy_effect') });
    appendFileSync(join(root, 'src/copy.ts'), '// mine\n');
    expect(onex(root, ['event-bus', 'src/*.ts']).out).not.to.contain('node name');
  });

  it('come from options that are checked as everywhere', () => {
    write(root, { 'src/store.ts': 'export class Store {\n  a = 1;\n}\n' });
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--domain', 'b!lling x'], /The domain "b!lling x" may contain only letters/],
      [['--domain', '../x'], /looks like a path/],
      [['--node-version', '1.x'], /--node-version "1\.x" is not a version/],
    ];
    for (const [options, message] of cases) {
      const { code, err } = onex(root, ['event-bus', 'src/store.ts', ...options]);
      expect([code, message.test(err)]).to.deep.equal([1, true]);
      expect(err.trimEnd().split('\n')).to.have.length(1);
    }
    expect(onex(root, ['event-bus', 'src/store.ts', '--domain', 'OrderDesk']).code).to.equal(0);
    expect(read(root, 'src/store.ts')).to.contain("domain: 'order-desk'");
    expect(namesIn(read(root, 'src/store.ts'))).to.deep.equal(['node_order_desk_store_effect']);
  });
});
