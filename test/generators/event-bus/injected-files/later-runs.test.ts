import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { recordPathOf } from '../../../../generators/event-bus/records/index.ts';
import { built } from '../../../support/built.ts';
import { folder, removeFolders, snapshot } from '../../../support/folders.ts';
import { onex } from '../../support/program.ts';
import { classCalled, read, write } from './support.ts';

const ORDER = 'src/order.ts';
const STOCK = 'src/stock.ts';

/** The states of `onex status`, by path. */
function statesOf(root: string): Record<string, readonly string[]> {
  const { out, err } = onex(root, ['status', '--json']);
  expect(err).to.equal('');
  const { units } = JSON.parse(out) as { units: { files: { path: string; states: string[] }[] }[] };
  return Object.fromEntries(units.flatMap(({ files }) => files.map(({ path, states }) => [path, states])));
}

describe('a later run on files with an injected event bus', function () {
  this.timeout(120_000);
  let root = '';
  before(() => built());
  beforeEach(async () => {
    root = await folder();
    write(root, {
      'package.json': '{ "type": "module", "dependencies": { "onex-runtime": "0.1.0" } }\n',
      [ORDER]: classCalled('OrderStore'),
      [STOCK]: classCalled('StockStore'),
    });
    expect(onex(root, ['event-bus', 'src/*.ts']).code).to.equal(0);
  });
  afterEach(removeFolders);

  it('moves the record of a moved file with it, and reports both paths', async () => {
    execFileSync('git', ['init', '-q'], { cwd: root });
    execFileSync('git', ['add', '.'], { cwd: root });
    execFileSync('git', ['mv', ORDER, 'src/moved.ts'], { cwd: root });
    write(root, { [ORDER]: 'export class New {}\n' });
    expect(statesOf(root)).to.deep.equal({ 'src/moved.ts': ['moved'] });
    const record = read(root, recordPathOf(ORDER));
    const { code, err } = onex(root, ['upgrade']);
    expect([code, err]).to.deep.equal([
      0,
      `warning: ${ORDER} was moved to src/moved.ts; its record is moved as well.\n`,
    ]);
    expect(existsSync(join(root, recordPathOf(ORDER)))).to.equal(false);
    expect(read(root, recordPathOf('src/moved.ts'))).to.equal(record);
    expect(statesOf(root)).to.deep.equal({});
    const removed = onex(root, ['event-bus', 'src/moved.ts', '--remove']);
    expect(removed.code).to.equal(0);
    expect(read(root, 'src/moved.ts')).to.equal(classCalled('OrderStore'));
  });

  it('finds a class expression again by the name of its variable', () => {
    write(root, { 'src/made.ts': 'export const Made = class {\n  a = 1;\n};\n' });
    expect(onex(root, ['event-bus', 'src/made.ts']).code).to.equal(0);
    expect(statesOf(root)).to.deep.equal({});
  });

  it('takes a named file at a new path for the one that was moved there', () => {
    renameSync(join(root, ORDER), join(root, 'src/moved.ts'));
    const { code, out } = onex(root, ['event-bus', 'src/moved.ts']);
    expect(code).to.equal(0);
    expect(out).to.contain(`${ORDER} was moved to src/moved.ts`);
    expect(statesOf(root)).to.deep.equal({});
  });

  it('reports an injection that was undone, and removes its record', () => {
    write(root, { [ORDER]: classCalled('OrderStore') });
    rmSync(join(root, STOCK));
    expect(statesOf(root)).to.deep.equal({ [ORDER]: ['undone'], [STOCK]: ['deleted'] });
    const { err } = onex(root, ['upgrade']);
    expect(err).to.contain(`${ORDER} had the event bus, which was undone; its record is removed.`);
    expect(err).to.contain(`${STOCK} had the event bus and was deleted; its record is removed.`);
    expect(existsSync(join(root, '.onex/event-bus'))).to.equal(false);
    expect(read(root, ORDER)).to.equal(classCalled('OrderStore'));
  });

  it('injects anew into a named file whose injection was undone', () => {
    const injected = read(root, ORDER);
    write(root, { [ORDER]: classCalled('OrderStore') });
    expect(onex(root, ['event-bus', ORDER]).out).to.contain('which was undone');
    expect(read(root, ORDER)).to.equal(injected);
    expect(statesOf(root)).to.deep.equal({});
  });

  it('reports a missing record, and writes it again for a named file', async () => {
    const before = await snapshot(root);
    rmSync(join(root, recordPathOf(ORDER)));
    expect(statesOf(root)).to.deep.equal({ [ORDER]: ['unrecorded'] });
    const { err } = onex(root, ['upgrade']);
    expect(err).to.contain(`${ORDER} has the event bus and no record`);
    const { out } = onex(root, ['event-bus', ORDER]);
    expect(out).to.contain(`${ORDER}:1: the record of its event bus was missing and is written again`);
    expect(await snapshot(root)).to.deep.equal(before);
  });

  it('leaves a file alone whose record is in conflict, and settles the others', () => {
    const path = recordPathOf(ORDER);
    const record = read(root, path);
    write(root, {
      [path]: `<<<<<<< a\n${record}=======\n${record}>>>>>>> b\n`,
      'src/new.ts': classCalled('New'),
    });
    expect(statesOf(root)).to.deep.equal({ [ORDER]: ['conflicted'] });
    const { code, err } = onex(root, ['event-bus', 'src/*.ts']);
    expect(code).to.equal(2);
    expect(err).to.equal(
      `error: ${ORDER}: its record ${path}:1 is in conflict; resolve the conflict, or restore the record of one branch\n`,
    );
    expect(read(root, 'src/new.ts')).to.contain('openEventBus');
    const upgraded = onex(root, ['upgrade']);
    expect(upgraded.err).to.contain(`${path}:1 is in conflict`);
    expect(upgraded.code).to.equal(2);
    expect(read(root, path)).to.contain('<<<<<<<');
  });

  it('knows a file by one record, whatever links lead to it', async () => {
    symlinkSync('src', join(root, 'linked'));
    symlinkSync('order.ts', join(root, 'src/alias.ts'));
    const before = await snapshot(root);
    const { code, out } = onex(root, ['event-bus', 'linked/order.ts', 'src/alias.ts', ORDER]);
    expect([code, out.includes('Nothing to do')]).to.deep.equal([0, true]);
    expect(await snapshot(root)).to.deep.equal(before);
    expect(onex(root, ['event-bus', 'linked/order.ts', '--remove']).code).to.equal(0);
    expect(read(root, ORDER)).to.equal(classCalled('OrderStore'));
    expect(existsSync(join(root, recordPathOf(ORDER)))).to.equal(false);
  });

  it('converts the single file of release 0.1, which has paths through links, too', () => {
    symlinkSync('src', join(root, 'linked'));
    const records = [ORDER, STOCK].map((path) => JSON.parse(read(root, recordPathOf(path))) as object);
    rmSync(join(root, '.onex'), { recursive: true });
    const files = { 'linked/order.ts': records[0], [STOCK]: records[1] };
    write(root, { '.onex/event-bus.json': JSON.stringify({ format: 1, files }) });
    expect(statesOf(root)).to.deep.equal({});
    const { out } = onex(root, ['event-bus', STOCK]);
    expect(out).to.contain('.onex/event-bus.json is converted');
    expect(existsSync(join(root, '.onex/event-bus.json'))).to.equal(false);
    const found = [ORDER, STOCK].map((path) => JSON.parse(read(root, recordPathOf(path))) as object);
    expect(found).to.deep.equal(records);
    writeFileSync(join(root, 'src/none.ts'), '');
    expect(onex(root, ['event-bus', STOCK]).out).not.to.contain('converted');
  });
});
