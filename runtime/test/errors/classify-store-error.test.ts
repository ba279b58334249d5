import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import {
  classifyStoreError,
  isOfStatement,
  isRefusedValue,
  NodeFault,
  OnexError,
  type StoreFault,
} from '../../src/errors/index.ts';

/** What `work` throws; fails when it throws nothing. */
function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

function withCode(code: string, fields: object = {}): Error {
  return Object.assign(new Error('made for the test'), { code, ...fields });
}

describe('classification of store errors', () => {
  let folder: string;
  let database: DatabaseSync;
  const file = (name: string): string => path.join(folder, name);
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'onex-classify-'));
    database = new DatabaseSync(file('a.sqlite'));
    database.exec(`PRAGMA journal_mode = WAL;
      CREATE TABLE t (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, name TEXT CHECK (name <> 'bad')) STRICT;
      INSERT INTO t VALUES (1, 1, 'first')`);
  });
  after(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  const insert = (id: unknown, at: unknown, name: unknown): unknown =>
    database.prepare('INSERT INTO t VALUES (?, ?, ?)').run(id as number, at as number, name as string);
  /** Runs `work` on a second connection, which is closed again. */
  const another = (name: string, work: (other: DatabaseSync) => unknown, options = {}): void => {
    const other = new DatabaseSync(file(name), options);
    try {
      work(other);
    } finally {
      other.close();
    }
  };

  const inSqlite: readonly (readonly [string, StoreFault, () => unknown])[] = [
    ['a fraction in an integer column', 'message', () => insert(2, 0.5, 'x')],
    ['a key that exists', 'message', () => insert(1, 1, 'x')],
    ['a null that is not allowed', 'message', () => insert(2, null, 'x')],
    ['a failed check', 'message', () => insert(2, 1, 'bad')],
    ['a value that cannot be bound', 'message', () => insert(2, 1, { an: 'object' })],
    ['an integer too large to bind', 'message', () => insert(2, 2n ** 70n, 'x')],
    [
      'an exception of a trigger',
      'message',
      () => {
        database.exec(`CREATE TRIGGER no BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'no'); END`);
        database.exec('DELETE FROM t');
      },
    ],
    ['bad syntax', 'node', () => database.exec('SELEKT 1')],
    ['a missing table', 'node', () => database.exec('SELECT * FROM missing')],
    ['a missing column', 'node', () => database.prepare('SELECT missing FROM t')],
    ['no transaction to end', 'node', () => database.exec('ROLLBACK')],
    ['an unknown parameter', 'node', () => database.prepare('SELECT $a').get({ $b: 1 })],
    [
      'a file that is no database',
      'node',
      () => {
        writeFileSync(file('text.sqlite'), 'no database at all'.repeat(100));
        another('text.sqlite', (other) => other.exec('SELECT * FROM sqlite_schema'));
      },
    ],
    [
      'a folder in place of the file',
      'node',
      () => {
        mkdirSync(file('folder.sqlite'));
        another('folder.sqlite', () => null);
      },
    ],
    [
      'a connection that can only read',
      'node',
      () => another('a.sqlite', (other) => other.exec('DELETE FROM t'), { readOnly: true }),
    ],
    [
      'a lock of another connection',
      'transient',
      () =>
        another('a.sqlite', (other) => {
          other.exec('BEGIN IMMEDIATE');
          database.exec('BEGIN IMMEDIATE');
        }),
    ],
    [
      'a full database',
      'transient',
      () =>
        another('full.sqlite', (other) => {
          other.exec('CREATE TABLE t (a); PRAGMA max_page_count = 2');
          other.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(100_000));
        }),
    ],
    [
      'a connection that was closed',
      'transient',
      () => {
        const other = new DatabaseSync(file('closed.sqlite'));
        other.close();
        other.exec('SELECT 1');
      },
    ],
  ];
  for (const [name, fault, work] of inSqlite) {
    it(`SQLite: ${name} is ${fault}`, () => {
      const error = thrown(work);
      expect(classifyStoreError(error), error.message).to.equal(fault);
    });
  }

  it('file system: a folder that cannot be made is a fault of the node', () => {
    expect(classifyStoreError(thrown(() => mkdirSync(path.join(file('a.sqlite'), 'below'))))).to.equal(
      'node',
    );
    const locked = file('locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    if (process.getuid?.() === 0) return;
    expect(classifyStoreError(thrown(() => mkdirSync(path.join(locked, 'below'))))).to.equal('node');
  });

  for (const [name, address] of [
    ['a port where nobody listens', { port: 1, host: '127.0.0.1' }],
    ['a host name with several addresses where nobody listens', { port: 1, host: 'localhost' }],
    ['a socket file that does not exist', { path: '/nonexistent/socket' }],
  ] as const) {
    it(`network: ${name} is transient`, async () => {
      const error = await new Promise<Error>((resolve) => {
        createConnection(address).once('error', resolve);
      });
      expect(classifyStoreError(error), error.message).to.equal('transient');
    });
  }

  for (const [code, fault] of [
    ['ECONNRESET', 'transient'],
    ['ENOSPC', 'transient'],
    ['EAI_AGAIN', 'transient'],
    ['EAI_FAIL', 'transient'],
    ['EPIPE', 'transient'],
    ['EBUSY', 'transient'],
    ['EPERM', 'node'],
    ['ENOENT', 'node'],
    ['ERR_STRING_TOO_LONG', 'message'],
    ['A_CODE_OF_ANOTHER_LIBRARY', 'transient'],
    ['25P03', 'transient'],
    ['25P04', 'transient'],
    ['44000', 'message'],
    ['54000', 'message'],
    ['55000', 'node'],
    ['55P04', 'node'],
    ['58030', 'transient'],
    ['58P01', 'node'],
    ['72000', 'transient'],
    ['F0000', 'node'],
    ['EACCES', 'node'],
    ['EROFS', 'node'],
    ['ERR_INVALID_URL', 'node'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'node'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'node'],
    ['40001', 'transient'],
    ['40P01', 'transient'],
    ['40002', 'message'],
    ['53300', 'transient'],
    ['53100', 'transient'],
    ['55P03', 'transient'],
    ['57P03', 'transient'],
    ['57P04', 'node'],
    ['25006', 'transient'],
    ['25P02', 'node'],
    ['28P01', 'node'],
    ['3D000', 'node'],
    ['42501', 'node'],
    ['42P01', 'node'],
    ['22P02', 'message'],
    ['23505', 'message'],
    ['P0001', 'message'],
    ['XX000', 'transient'],
    ['XX001', 'node'],
    ['08006', 'transient'],
    ['0Z002', 'node'],
  ] as const) {
    it(`code ${code} is ${fault}`, () => {
      expect(classifyStoreError(withCode(code))).to.equal(fault);
    });
  }

  it('finds what is wrapped in a cause, in a chain that is long, circular, or an aggregate', () => {
    const constraint = thrown(() => insert(1, 1, 'x'));
    const wrapped = new Error('not saved', { cause: new Error('really not', { cause: constraint }) });
    expect(classifyStoreError(wrapped)).to.equal('message');
    expect(classifyStoreError(new AggregateError([new Error('?'), constraint]))).to.equal('message');
    const unavailable = new OnexError('DEPENDENCY_UNAVAILABLE', 'not now', { cause: withCode('42501') });
    expect(classifyStoreError(unavailable)).to.equal('node');
    const circle = new Error('a') as Error & { cause?: unknown };
    circle.cause = new Error('b', { cause: circle });
    expect(classifyStoreError(circle)).to.equal('transient');
  });

  it('takes errors of the runtime by their code', () => {
    expect(classifyStoreError(new OnexError('DEPENDENCY_UNAVAILABLE', 'x'))).to.equal('transient');
    expect(classifyStoreError(new OnexError('EVENT_BUS_ERROR', 'x'))).to.equal('transient');
    expect(classifyStoreError(new OnexError('IMPORT_ERROR', 'x'))).to.equal('node');
    expect(classifyStoreError(new NodeFault('CONFIGURATION_ERROR', 'x'))).to.equal('node');
    expect(classifyStoreError(new OnexError('PROCESSING_ERROR', 'x'))).to.equal('message');
  });

  it('takes a mistake in a program for permanent, and what nobody knows for transient', () => {
    expect(classifyStoreError(thrown(() => (null as unknown as Error).message))).to.equal('message');
    expect(classifyStoreError(new Error('Connection terminated unexpectedly'))).to.equal('transient');
    expect(classifyStoreError(new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password'))).to.equal(
      'node',
    );
    expect(classifyStoreError('no error at all')).to.equal('transient');
    expect(classifyStoreError(undefined)).to.equal('transient');
  });

  it('tells a value that a database refused, wrapped or not, from everything else', () => {
    expect(isRefusedValue(thrown(() => insert(1, 1, 'x')))).to.equal(true);
    expect(isRefusedValue(new Error('not saved', { cause: withCode('23505') }))).to.equal(true);
    for (const code of ['42P01', '40001', 'ECONNREFUSED', 'ERR_INVALID_ARG_TYPE']) {
      expect(isRefusedValue(withCode(code)), code).to.equal(false);
    }
    expect(isRefusedValue(new OnexError('OPERATION_FAILED', 'x', { cause: withCode('23505') }))).to.equal(
      false,
    );
    expect(isRefusedValue(new TypeError('x'))).to.equal(false);
    expect(isRefusedValue('23505')).to.equal(false);
  });

  it('takes errors of Kafka’s protocol by their type', () => {
    const ofType = (type: string): Error => Object.assign(new Error('x'), { type, code: 29 });
    expect(classifyStoreError(ofType('TOPIC_AUTHORIZATION_FAILED'))).to.equal('node');
    expect(classifyStoreError(ofType('MESSAGE_TOO_LARGE'))).to.equal('message');
    expect(classifyStoreError(ofType('NOT_LEADER_FOR_PARTITION'))).to.equal('transient');
  });

  it('tells a statement of a handler that is wrong from a database that is', () => {
    expect(isOfStatement(thrown(() => database.exec('SELECT * FROM missing')))).to.equal(true);
    expect(isOfStatement(thrown(() => insert(1, 1, 'x')))).to.equal(true);
    for (const code of ['42P01', '42501', '23505', '25P02'])
      expect(isOfStatement(withCode(code))).to.equal(true);
    for (const code of ['25006', '28P01', '08006', 'XX001', '3D000', '57P04', 'EACCES'])
      expect(isOfStatement(withCode(code))).to.equal(false);
  });
});
