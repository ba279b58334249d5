import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { format } from 'prettier';
import { nextVersion } from '../../../scripts/release/next-version.ts';
import { treeOf } from '../../reconcile/support/tree.ts';
import { built } from '../../support/built.ts';
import { change, onex } from '../support/program.ts';

const FILE = 'src/store.ts';
const PAIR = 'src/pair.ts';
const OLD = 'Whether the event bus is loaded';
const NEW = 'Whether the bus is loaded by now';

describe('classes that have the event bus by onex event-bus', function () {
  this.timeout(120_000);
  let start = '';
  let next = '';
  let root = '';

  before(async () => {
    await built();
    next = nextVersion('9.0.0');
    const templates = resolve(next, '../../generators/event-bus/templates/guest');
    change(templates, 'loaded.ejs', (text) => text.replace(OLD, NEW));
    start = join(mkdtempSync(join(tmpdir(), 'onex-injected-')), 'shop');
    expect(onex(tmpdir(), ['project', start, '--domain', 'billing', '--yes']).code).to.equal(0);
    mkdirSync(join(start, 'src'));
    writeFileSync(join(start, FILE), 'export class Store {\n  items = [];\n}\n\nexport class Other {}\n');
    writeFileSync(join(start, PAIR), 'export class One {}\nexport class Two {}\nexport class Three {}\n');
    const made = [
      ['event-bus', FILE, '--class', 'Store', '--domain', 'sales'],
      ['event-bus', PAIR, '--class', 'One'],
      ['event-bus', PAIR, '--class', 'Two', '--separate'],
    ].map((args) => onex(start, args).code);
    expect(made).to.deep.equal([0, 0, 0]);
  });
  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'onex-injected-')), 'shop');
    cpSync(start, root, { recursive: true });
  });
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const states = (...args: string[]): Record<string, readonly string[]> => {
    const { out } = onex(root, ['status', '--json', ...args], next);
    const { units } = JSON.parse(out) as {
      units: { root: string; files: { path: string; states: string[] }[] }[];
    };
    const found = units.find((unit) => unit.root === 'event-bus');
    return Object.fromEntries((found?.files ?? []).map(({ path, states: own }) => [path, own]));
  };

  it('are up to date for the version that put the bus in, and the record names it and the options', () => {
    const before = treeOf(root);
    expect(onex(root, ['status', '--check']).code).to.equal(0);
    expect(onex(root, ['upgrade']).out).to.contain('Nothing to do');
    expect(treeOf(root)).to.deep.equal(before);
    const recordOf = (file: string): unknown => JSON.parse(read(`.onex/event-bus/${file}.json`));
    expect(recordOf(FILE)).to.deep.include({ generator: '0.1.0', options: { domain: 'sales' } });
    expect(recordOf(PAIR)).to.deep.include({ generator: '0.1.0', options: { separate: true } });
  });

  it('are not edited where their owner reformatted them, and get the newest pieces', async () => {
    const options = { semi: false, tabWidth: 4, printWidth: 60, filepath: FILE };
    writeFileSync(join(root, FILE), await format(read(FILE), options));
    expect(onex(root, ['status', '--check', FILE])).to.deep.include({ code: 0, err: '' });
    expect(states(FILE)).to.deep.equal({ [FILE]: ['stale'] });
    expect(onex(root, ['upgrade', FILE], next).code).to.equal(0);
    expect(read(FILE)).to.contain(NEW).and.not.contain(OLD);
    expect(states(FILE)).to.deep.equal({});
  });

  it('are stale for a newer version, whose upgrade brings the newest pieces, in recorded classes alone', () => {
    expect(states()).to.deep.equal({ [FILE]: ['stale'], [PAIR]: ['stale'] });
    appendFileSync(join(root, FILE), '// mine\n');
    const upgraded = onex(root, ['upgrade', '--json'], next);
    expect(upgraded.code).to.equal(0);
    const { files } = JSON.parse(upgraded.out) as { files: { path: string; action: string }[] };
    expect(files).to.deep.include({ path: FILE, action: 'update', mode: '644' });
    for (const file of [FILE, PAIR]) expect(read(file)).to.contain(NEW).and.not.contain(OLD);
    expect(read(FILE)).to.contain("domain: 'sales'").and.contain('// mine');
    expect(read(FILE)).to.match(/export class Other \{\}\n/);
    expect(read(PAIR)).to.match(/export class Three \{\}\n/);
    expect(states()).to.deep.equal({});
    const before = treeOf(root);
    for (const args of [['upgrade'], ['event-bus', FILE], ['status']]) {
      const older = onex(root, args);
      expect([older.code, /was written by generator-onex 9\.0\.0/.test(older.err)]).to.deep.equal([1, true]);
    }
    expect(treeOf(root)).to.deep.equal(before);
  });

  it('can be upgraded by their file or folder alone', () => {
    expect(onex(root, ['upgrade', FILE, '--quiet'], next).code).to.equal(0);
    expect([read(FILE).includes(NEW), read(PAIR).includes(NEW)]).to.deep.equal([true, false]);
    expect(onex(root, ['upgrade', 'src', '--quiet'], next).code).to.equal(0);
    expect(read(PAIR)).to.contain(NEW);
  });

  it('are edited where their owner changed a piece, and in conflict where both did', () => {
    change(root, FILE, (text) => text.replace(OLD, 'Whether it is loaded'));
    expect(states()[FILE]).to.include.members(['edited', 'conflicted']);
    const before = treeOf(root);
    expect(onex(root, ['upgrade', FILE], next).code).to.equal(2);
    expect(treeOf(root)).to.deep.equal(before);
    expect(onex(root, ['upgrade', FILE, '--on-conflict', 'ours'], next).code).to.equal(0);
    expect(read(FILE)).to.contain('Whether it is loaded');
  });

  it('are deleted where their class or file is gone, and a file that is gone is forgotten', () => {
    change(root, PAIR, (text) => text.replace('class Two', 'class Second'));
    rmSync(join(root, FILE));
    expect(states()).to.deep.include({ [FILE]: ['deleted'] });
    expect(states()[PAIR]).to.include('deleted');
    const upgraded = onex(root, ['upgrade'], next);
    expect(upgraded.err)
      .to.contain(`${FILE} had the event bus and was deleted; its record is removed.`)
      .and.contain(`${PAIR}: class Two had the event bus and was deleted`);
    expect(Object.keys(states())).to.deep.equal([PAIR]);
  });

  it('are looked after in a package that is no project too, from any folder of it', () => {
    for (const file of ['.yo-rc.json', '.onex/manifest.json', '.onex/base.txt']) rmSync(join(root, file));
    const status = onex(join(root, 'src'), ['status', '--check'], next);
    expect([status.code, status.out.includes(`stale        ${FILE}`)]).to.deep.equal([2, true]);
    const upgraded = onex(join(root, 'src'), ['upgrade'], next);
    expect([upgraded.code, upgraded.out.includes('Next:')]).to.deep.equal([0, false]);
    for (const file of [FILE, PAIR]) expect(read(file)).to.contain(NEW);
    expect(onex(root, ['status', '--check'], next).code).to.equal(0);
  });

  it('do not stop an upgrade where a file cannot be read as TypeScript', () => {
    appendFileSync(join(root, FILE), '}}}\n');
    const upgraded = onex(root, ['upgrade'], next);
    expect(upgraded.code).to.equal(0);
    expect(upgraded.err).to.match(/src\/store\.ts:\d+:\d+: .*; the event bus in it stays as it is/);
    expect(read(PAIR)).to.contain(NEW);
  });
});
