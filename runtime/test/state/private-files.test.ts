import {
  chmodSync,
  chownSync,
  existsSync,
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
import { createDirectory } from 'onex-cli-kit';
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

  it('report who else can read their directory, and how to fix it', () => {
    const fix = `run chmod 700 ${directory}`;
    expect(privacyProblem(directory)).to.deep.equal({ what: 'is open to others (mode 755)', fix });
    chmodSync(directory, 0o710);
    expect(privacyProblem(directory)).to.deep.equal({ what: 'is open to others (mode 710)', fix });
    chmodSync(directory, 0o700);
    expect(privacyProblem(directory)).to.equal(null);
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    const elsewhere = 'set ONEX_STATE_DIR to a folder that you own';
    expect(privacyProblem(file)).to.deep.equal({ what: 'is not a directory', fix: elsewhere });
  });

  it('do not ask a user to change the mode of a directory of another user', function () {
    if (process.getuid?.() !== 0) this.skip();
    chownSync(directory, 12_345, 12_345);
    const elsewhere = 'set ONEX_STATE_DIR to a folder that you own';
    expect(privacyProblem(directory)).to.deep.equal({ what: 'belongs to another user', fix: elsewhere });
  });
});

describe('creating the state directory', function () {
  let directory: string;
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    directory = mkdtempSync(path.join(tmpdir(), 'onex-create-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const codeOf = (folder: string): string | undefined => {
    try {
      createDirectory(folder);
      return undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  };

  it('creates missing parents with mode 700, and leaves what exists as it is', () => {
    chmodSync(directory, 0o755);
    const inner = path.join(directory, 'a/b');
    createDirectory(inner);
    createDirectory(inner);
    const modeOf = (folder: string): number => statSync(folder).mode & 0o777;
    expect([directory, path.dirname(inner), inner].map(modeOf)).to.deep.equal([0o755, 0o700, 0o700]);
  });

  it('throws the error of the file system where nothing can be created', () => {
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    symlinkSync(path.join(directory, 'none'), path.join(directory, 'link'));
    expect(codeOf(file)).to.equal('EEXIST');
    expect(codeOf(path.join(file, 'a'))).to.equal('EEXIST');
    expect(codeOf(path.join(directory, 'link'))).to.equal('EEXIST');
  });

  it('returns for a file system in which no user can create a directory', async function () {
    if (!existsSync('/proc/self')) this.skip();
    expect(codeOf('/proc/onex/state')).to.be.oneOf(['ENOENT', 'EACCES', 'EPERM', 'EROFS']);
    const stateDir = '/proc/onex/state';
    const instance = await acquireInstanceId({
      explicit: null,
      stateDir,
      serviceName: 'service',
      nodeName: 'node',
    });
    expect(instance.stable).to.equal(false);
  });
});
