import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  findDifferences,
  NO_DIFFERENCES,
  type Differences,
} from '../../../../generators/event-bus/moves/index.ts';
import { formatRecord, readRecords, recordPathOf } from '../../../../generators/event-bus/records/index.ts';
import { folder, removeFolders } from '../../../support/folders.ts';
import { classCalled, injectedText, read, write } from './support.ts';

const SOURCES = { 'src/order.ts': 'OrderStore', 'src/stock.ts': 'StockStore' };

describe('files with an injected event bus and their records', () => {
  let root = '';
  beforeEach(async () => {
    root = await folder();
    for (const [path, name] of Object.entries(SOURCES)) {
      const { text, record } = injectedText(path, name);
      write(root, { [path]: text, [recordPathOf(path)]: formatRecord(record) });
    }
  });
  afterEach(removeFolders);

  const differences = (whole = true, named: readonly string[] = []): Differences =>
    findDifferences(root, readRecords(root), { named, whole });
  const move = (from: string, to: string): void => {
    mkdirSync(join(root, to, '..'), { recursive: true });
    renameSync(join(root, from), join(root, to));
  };

  it('do not differ after a run, nor after edits of the owner', () => {
    expect(differences()).to.deep.equal(NO_DIFFERENCES);
    const text = read(root, 'src/order.ts');
    const edited = text.replace(/nodeName: '.*'/, "nodeName: 'mine'").replaceAll('\n', '\r\n');
    writeFileSync(join(root, 'src/order.ts'), `// mine\n${edited}`);
    expect(differences()).to.deep.equal(NO_DIFFERENCES);
  });

  it('differ where a file was moved, also one that was edited and reformatted', () => {
    move('src/order.ts', 'src/sales/store.ts');
    const text = read(root, 'src/sales/store.ts').replaceAll("'", '"').replace(/^ {2}/gm, '\t');
    writeFileSync(join(root, 'src/sales/store.ts'), `// moved\n${text.replace('items', 'orders')}`);
    expect(differences(false)).to.deep.equal({
      ...NO_DIFFERENCES,
      moved: new Map([['src/sales/store.ts', 'src/order.ts']]),
    });
  });

  it('differ where a new file is at the old path', () => {
    move('src/order.ts', 'lib/order.ts');
    writeFileSync(join(root, 'src/order.ts'), classCalled('OrderStore'));
    expect(differences(false).moved).to.deep.equal(new Map([['lib/order.ts', 'src/order.ts']]));
    expect(differences(false).undone).to.deep.equal([]);
  });

  it('differ where two files changed places', () => {
    move('src/order.ts', 'src/x.ts');
    move('src/stock.ts', 'src/order.ts');
    move('src/x.ts', 'src/stock.ts');
    expect(differences(false).moved).to.deep.equal(
      new Map([
        ['src/order.ts', 'src/stock.ts'],
        ['src/stock.ts', 'src/order.ts'],
      ]),
    );
  });

  it('differ where a file is gone, and where its injection was undone', () => {
    rmSync(join(root, 'src/order.ts'));
    writeFileSync(join(root, 'src/stock.ts'), classCalled('StockStore'));
    expect(differences(false)).to.deep.equal({
      ...NO_DIFFERENCES,
      gone: ['src/order.ts'],
      undone: ['src/stock.ts'],
    });
  });

  it('differ where a record is missing, which a run on other files does not look for', () => {
    rmSync(join(root, recordPathOf('src/stock.ts')));
    expect(differences().unrecorded).to.deep.equal(['src/stock.ts']);
    expect(differences(false, ['src/order.ts'])).to.deep.equal(NO_DIFFERENCES);
    expect(differences(false, ['src/stock.ts']).unrecorded).to.deep.equal(['src/stock.ts']);
  });

  it('do not differ for copies in folders of dependencies, builds, nodes, and other packages', () => {
    const { text } = injectedText('src/order.ts', 'OrderStore');
    const folders = ['node_modules/x', 'dist', 'nodes/node_a/v1_0_0', 'packages/a/src'];
    for (const one of folders) write(root, { [`${one}/order.js`]: text });
    write(root, { 'packages/a/.onex/event-bus/src/order.js.json': '{}' });
    expect(differences()).to.deep.equal(NO_DIFFERENCES);
  });
});
