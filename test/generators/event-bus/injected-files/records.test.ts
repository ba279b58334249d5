import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { UserError } from '../../../../lib/errors/index.ts';
import {
  changesOfRecords,
  formatRecord,
  readRecords,
  recordPathOf,
  requireNoNewer,
  type FileRecord,
} from '../../../../generators/event-bus/records/index.ts';
import { sourceOf } from '../../../../generators/event-bus/records/paths.ts';
import { folder, removeFolders } from '../../../support/folders.ts';
import { injectedText, write } from './support.ts';

const A = injectedText('src/a.ts', 'A').record;
const B = injectedText('src/b.ts', 'B').record;

const former = (files: Readonly<Record<string, FileRecord>>): string =>
  `${JSON.stringify({ format: 1, files }, null, 2)}\n`;

const settled = { outcomes: [], injected: {}, moved: new Map<string, string>() };

describe('the records of injected files', () => {
  afterEach(removeFolders);

  it('have one path for each source file, from which the source file is told', () => {
    const sources = [
      'a.ts',
      'src/a.ts',
      'src/a.ts.json/b.ts',
      'src/a.ts.json~/b.ts',
      'src/A.JSON/b.js',
      'ü/x y.mts',
      '.hidden/a.cjs',
    ];
    const paths = sources.map(recordPathOf);
    expect(paths.map(sourceOf)).to.deep.equal(sources);
    expect(paths[1]).to.equal('.onex/event-bus/src/a.ts.json');
    // A record may lie where another one would need a folder.
    for (const path of paths) expect(paths.filter((other) => other.startsWith(`${path}/`))).to.deep.equal([]);
    expect(sourceOf('.onex/event-bus/src/README.md')).to.equal(null);
  });

  it('are read each by itself: one that cannot be used blocks its own source file', async () => {
    const root = await folder();
    const version = '  "version": 1,';
    const both = ['<<<<<<< HEAD', version, '=======', version, '>>>>>>> other'].join('\n');
    const conflict = formatRecord(A).replace(version, both);
    write(root, {
      '.onex/event-bus/src/a.ts.json': formatRecord(A),
      '.onex/event-bus/src/conflict.ts.json': conflict,
      '.onex/event-bus/src/broken.ts.json': '{',
      '.onex/event-bus/src/odd.ts.json': '{"version":7}',
      '.onex/event-bus/src/crlf.ts.json': formatRecord(B).replaceAll('\n', '\r\n'),
      '.onex/event-bus/src/newer.ts.json': formatRecord({ ...B, generator: '99.0.0' }),
    });
    const store = readRecords(root);
    expect(store.records).to.deep.equal(
      new Map([
        ['src/a.ts', A],
        ['src/crlf.ts', B],
      ]),
    );
    const kinds = [...store.blocked].map(([path, { kind, message }]) => [path, kind, message.includes('; ')]);
    expect(kinds.toSorted()).to.deep.equal([
      ['src/broken.ts', 'damaged', true],
      ['src/conflict.ts', 'conflict', true],
      ['src/newer.ts', 'newer', true],
      ['src/odd.ts', 'damaged', true],
    ]);
    expect(store.blocked.get('src/conflict.ts')?.message).to.contain(
      '.onex/event-bus/src/conflict.ts.json:2',
    );
    expect(() => requireNoNewer(store)).to.throw(UserError, /src\/newer\.ts.* 99\.0\.0/);
    expect(changesOfRecords(store, settled)).to.deep.equal([]);
  });

  it('of the former single file are converted, once, unless one of its own is there', async () => {
    const root = await folder();
    write(root, {
      '.onex/event-bus.json': former({ 'src/a.ts': A, 'src/b.ts': A }),
      '.onex/event-bus/src/b.ts.json': formatRecord(B),
    });
    const store = readRecords(root);
    expect(store.records).to.deep.equal(
      new Map([
        ['src/b.ts', B],
        ['src/a.ts', A],
      ]),
    );
    const changes = changesOfRecords(store, settled);
    expect(changes.map(({ type, path }) => [type, path])).to.deep.equal([
      ['write', '.onex/event-bus/src/a.ts.json'],
      ['remove', '.onex/event-bus.json'],
    ]);
  });

  it('leave out an option of release 0.1 that has no meaning any more', async () => {
    const root = await folder();
    const options = { domain: 'sales', module: 'esm' };
    write(root, { '.onex/event-bus.json': former({ 'src/a.ts': { ...A, options } }) });
    const [change] = changesOfRecords(readRecords(root), settled);
    if (change?.type !== 'write') return expect.fail(change?.type);
    const record = JSON.parse(Buffer.from(change.contents).toString()) as FileRecord;
    expect(record.options).to.deep.equal({ domain: 'sales' });
  });

  it('of a former file in conflict are those that both branches agree on, or one alone has', async () => {
    const root = await folder();
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
        cwd: root,
        stdio: 'ignore',
      });
    const save = (files: Readonly<Record<string, FileRecord>>): void => {
      write(root, { '.onex/event-bus.json': former(files) });
      git('add', '.');
      git('commit', '-qm', 'x');
    };
    git('init', '-q', '-b', 'main');
    save({ 'src/both.ts': A });
    git('checkout', '-qb', 'other');
    save({ 'src/both.ts': A, 'src/differs.ts': A, 'src/one.ts': A });
    git('checkout', '-q', 'main');
    save({ 'src/both.ts': A, 'src/differs.ts': B, 'src/two.ts': B });
    expect(() => git('merge', '-q', 'other')).to.throw();
    const store = readRecords(root);
    expect([...store.records.keys()].toSorted()).to.deep.equal(['src/both.ts', 'src/one.ts', 'src/two.ts']);
    expect([...store.blocked.keys()]).to.deep.equal(['src/differs.ts']);
    // The file is resolved by its owner; until then nothing of it is lost.
    const removed = changesOfRecords(store, settled).filter(({ type }) => type === 'remove');
    expect(removed).to.deep.equal([]);
  });

  it('of two branches that inject different files merge without a conflict', async () => {
    const root = await folder();
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const save = (path: string, record: FileRecord): void => {
      write(root, { [recordPathOf(path)]: formatRecord(record) });
      git('add', '.');
      git('commit', '-qm', 'x');
    };
    git('init', '-q', '-b', 'main');
    save('src/first.ts', A);
    git('checkout', '-qb', 'other');
    save('src/a.ts', A);
    git('checkout', '-q', 'main');
    save('src/b.ts', B);
    git('merge', '-q', 'other');
    expect([...readRecords(root).records.keys()]).to.deep.equal(['src/a.ts', 'src/b.ts', 'src/first.ts']);
  });
});
