import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { openSqlite, type Schema } from '../../src/state/index.ts';

const FIRST = 'CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT';
const SECOND = `ALTER TABLE item ADD COLUMN price INTEGER NOT NULL DEFAULT 7`;
const schemaOf = (...versions: string[]): Schema => ({ store: 'item', tables: ['item'], versions });

describe('a SQLite database of a store', () => {
  let stateDir: string;
  let opened: { dispose(): void }[];
  let other: DatabaseSync | undefined;
  const file = (): string => path.join(stateDir, 'a.sqlite');
  const open = (schema = schemaOf(FIRST)) => {
    const database = openSqlite(stateDir, 'a', schema);
    opened.push(database);
    return database;
  };
  const intruder = (): DatabaseSync => (other = new DatabaseSync(file()));
  const insert = (database: ReturnType<typeof open>, id: number): Promise<unknown> =>
    database.write((prepare) => prepare('INSERT INTO item (id, name) VALUES (?, ?)').run(id, 'x'));
  const failureOf = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => expect.fail('nothing was thrown'),
      (error: unknown) => error as Error,
    );
  /** Open files of this process that belong to the database. */
  const handles = (): number =>
    (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : []).filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(file());
      } catch {
        return false;
      }
    }).length;

  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-sqlite-'));
    opened = [];
    other = undefined;
  });
  afterEach(() => {
    for (const database of opened) database.dispose();
    if (other?.isOpen === true) other.close();
    rmSync(stateDir, { recursive: true });
  });

  it('waits for the lock of another process without blocking the event loop', async () => {
    const database = open();
    await insert(database, 1);
    intruder().exec('BEGIN IMMEDIATE');
    let isWritten = false;
    const writing = insert(database, 2).then(() => (isWritten = true));
    for (let turn = 0; turn < 20; turn += 1) await sleep(5);
    expect(isWritten).to.equal(false);
    other?.exec('COMMIT');
    await writing;
    const rows = await database.read((prepare) => prepare('SELECT count(*) AS count FROM item').get());
    expect(rows?.['count']).to.equal(2);
  });

  it('is opened while another process holds the lock, as soon as it is released', async () => {
    intruder().exec('CREATE TABLE other (id INTEGER); BEGIN EXCLUSIVE');
    const writing = insert(open(), 1);
    await sleep(50);
    other?.exec('COMMIT');
    await writing;
  });

  it('is opened for the first time by many processes at once', async function () {
    this.timeout(60_000);
    const script = fileURLToPath(new URL('open-first.ts', import.meta.url));
    const options = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', script, stateDir];
    const run = promisify(execFile);
    const outputs = await Promise.all(
      Array.from({ length: 6 }, (_, index) => run(process.execPath, [...options, `${index % 3}`])),
    );
    const counts = Object.groupBy(outputs, ({ stdout }) => stdout.trim());
    expect(counts['saved']).to.have.length(3);
    expect(counts['lost']).to.have.length(3);
  });

  it('applies only the migrations that it lacks, and keeps the rows', async () => {
    const first = open();
    await insert(first, 1);
    first.dispose();
    const second = open(schemaOf('this version was applied before', SECOND));
    const row = await second.read((prepare) => prepare('SELECT * FROM item').get());
    expect({ ...row }).to.deep.equal({ id: 1, name: 'x', price: 7 });
  });

  it('changes nothing when a migration fails half-way', async () => {
    const first = open();
    await insert(first, 1);
    first.dispose();
    const failure = await failureOf(insert(open(schemaOf(FIRST, `${SECOND}; SELECT missing FROM item`)), 2));
    expect(failure).to.include({ code: 'CONFIGURATION_ERROR' });
    expect(failure.message).to.contain('missing').and.contain(file());
    const row = await open().read((prepare) => prepare('SELECT * FROM item').get());
    expect({ ...row }).to.deep.equal({ id: 1, name: 'x' });
  });

  it('refuses tables of a newer runtime, and says what to do', async () => {
    await insert(open(schemaOf(FIRST, SECOND)), 1);
    const failure = await failureOf(insert(open(), 2));
    expect(failure).to.include({ code: 'CONFIGURATION_ERROR' });
    expect(failure.message).to.contain('version 2').and.contain('Upgrade onex-runtime');
  });

  it('creates its tables again when all are gone, and reports when only some are', async () => {
    const two: Schema = {
      store: 'item',
      tables: ['item', 'tag'],
      versions: [`${FIRST}; CREATE TABLE tag (id)`],
    };
    const database = open(two);
    await insert(database, 1);
    database.dispose();
    intruder().exec('DROP TABLE tag');
    expect((await failureOf(insert(open(two), 2))).message).to.contain('lacks the tables tag');
    other?.exec('DROP TABLE item');
    await insert(open(two), 3);
  });

  it('reports a table of another shape as a fault of the node, and closes every handle', async () => {
    intruder().exec('CREATE TABLE item (something TEXT)');
    other?.close();
    for (let times = 0; times < 3; times += 1) {
      const failure = await failureOf(insert(open(), 1));
      expect(failure).to.include({ code: 'CONFIGURATION_ERROR', name: 'NodeFault' });
      expect(failure.message).to.contain('already exists');
    }
    expect(handles()).to.equal(0);
  });

  it('can be used again once what was broken is repaired', async () => {
    const database = open();
    intruder().exec('CREATE TABLE item (something TEXT)');
    await failureOf(insert(database, 1));
    other?.exec('DROP TABLE item');
    await insert(database, 1);
  });

  it('reports why a transaction failed, also when SQLite has rolled back already', async () => {
    const database = open();
    await insert(database, 1);
    intruder().exec(
      `CREATE TRIGGER full BEFORE INSERT ON item BEGIN SELECT RAISE(ROLLBACK, 'no space'); END`,
    );
    const failure = await failureOf(insert(database, 2));
    expect(failure.message).to.contain('no space');
    other?.exec('DROP TRIGGER full');
    await insert(database, 2);
  });

  it('reports a full disk as the cause, and goes on when there is space', async () => {
    const database = open();
    await insert(database, 1);
    const { connection } = await database.open();
    connection.exec('PRAGMA max_page_count = 4');
    const fill = (name: string): Promise<unknown> =>
      database.write((prepare) => prepare('INSERT INTO item (id, name) VALUES (9, ?)').run(name));
    const failure = await failureOf(fill('x'.repeat(100_000)));
    expect(failure).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(failure.message).to.contain('full').and.contain('the space on its disk');
    connection.exec('PRAGMA max_page_count = 100000');
    await fill('x'.repeat(100_000));
  });

  it('rolls back what the work has written when it throws', async () => {
    const database = open();
    const failure = await failureOf(
      database.write((prepare) => {
        prepare('INSERT INTO item (id, name) VALUES (1, ?)').run('x');
        throw new Error('not after all');
      }),
    );
    expect(failure.message).to.contain('not after all');
    await insert(database, 1);
  });

  it('is closed for good when it is disposed of, also while it is being opened', async () => {
    const database = open();
    const writing = failureOf(insert(database, 1));
    database.dispose();
    database.dispose();
    expect(await writing).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(await failureOf(insert(database, 1))).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(handles()).to.equal(0);
  });
});
