import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { acquireInstanceId } from '../../src/discovery/index.ts';
import { openSqliteDeduplication } from '../../src/event-bus/stores/deduplication/index.ts';
import { makeDirectoryPrivate, makePrivate, openSqlite, privacyProblem } from '../../src/state/index.ts';

const SCHEMA = {
  store: 'test',
  tables: ['things'],
  versions: ['CREATE TABLE things (name TEXT)'],
};

describe('files of the state directory', function () {
  let directory: string;
  let umask: number;
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    umask = process.umask(0);
    directory = mkdtempSync(path.join(tmpdir(), 'onex-private-'));
    chmodSync(directory, 0o755);
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(directory, { recursive: true, force: true });
  });
  const modes = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .map((name) => [name, statSync(path.join(directory, name))] as const)
        .filter(([, stat]) => stat.isFile())
        .map(([name, stat]) => [name, (stat.mode & 0o777).toString(8)]),
    );

  it('are private in a directory that is open to others, journals and locks included', async () => {
    const database = openSqlite(directory, 'own', SCHEMA);
    await database.write((prepare) => prepare("INSERT INTO things VALUES ('a')").run());
    const answers = openSqliteDeduplication({
      stateDir: directory,
      name: 'node.answers',
      formerScope: 's/n',
    });
    await answers.open?.();
    const instance = await acquireInstanceId({
      explicit: null,
      stateDir: directory,
      serviceName: 'service',
      nodeName: 'node',
    });
    const found = modes();
    expect(Object.keys(found)).to.include.members(['own.sqlite', 'own.sqlite-wal', 'own.sqlite-shm']);
    expect(Object.values(found).filter((mode) => mode !== '600')).to.deep.equal([]);
    expect(Object.keys(found).some((name) => name.endsWith('.lock'))).to.equal(true);
    instance.release();
    database.dispose();
    await answers.close();
  });

  it('become private when they were made open by an earlier version', async () => {
    const first = openSqlite(directory, 'own', SCHEMA);
    await first.write((prepare) => prepare("INSERT INTO things VALUES ('a')").run());
    for (const name of Object.keys(modes())) chmodSync(path.join(directory, name), 0o644);
    const second = openSqlite(directory, 'own', SCHEMA);
    const rows = await second.read((prepare) => prepare('SELECT name FROM things').all());
    expect(rows).to.have.length(1);
    expect(new Set(Object.values(modes()))).to.deep.equal(new Set(['600']));
    first.dispose();
    second.dispose();
  });

  it('keep the locks that another store of the process holds on them', async () => {
    const options = { explicit: null, stateDir: directory, serviceName: 'service', nodeName: 'node' };
    const one = await acquireInstanceId(options);
    const other = await acquireInstanceId(options);
    const third = await acquireInstanceId(options);
    expect(new Set([one.id, other.id, third.id]).size).to.equal(3);
    for (const instance of [one, other, third]) instance.release();
  });

  it('are left as they are where a link stands in their place', () => {
    const [folder, file] = [path.join(directory, 'theirs'), path.join(directory, 'theirs.txt')];
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(file, '', { mode: 0o644 });
    symlinkSync(folder, path.join(directory, '.onex-state'));
    symlinkSync(file, path.join(directory, 'own.sqlite'));
    makeDirectoryPrivate(path.join(directory, '.onex-state'));
    makePrivate(path.join(directory, 'own.sqlite'));
    expect([statSync(folder), statSync(file)].map(({ mode }) => (mode & 0o777).toString(8))).to.deep.equal([
      '755',
      '644',
    ]);
    makeDirectoryPrivate(folder);
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
  });

  it('are in a directory of which it is said whom it is open to', () => {
    expect(privacyProblem(directory)).to.equal('is open to others (mode 755)');
    chmodSync(directory, 0o710);
    expect(privacyProblem(directory)).to.equal('is open to others (mode 710)');
    chmodSync(directory, 0o700);
    expect(privacyProblem(directory)).to.equal(null);
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    expect(privacyProblem(file)).to.equal('is not a directory');
  });
});
