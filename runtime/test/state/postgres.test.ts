import { inspect } from 'node:util';
import { expect } from 'chai';
import { openPostgresStateStore } from '../../src/machine/index.ts';
import { openPostgres } from '../../src/state/index.ts';

const SCHEMA = { store: 'item', tables: ['item'], versions: ['CREATE TABLE item (id int)'] };

describe('a PostgreSQL database of a store, without a server', () => {
  const failureOf = async (url: string): Promise<Error> => {
    const database = openPostgres(url, SCHEMA);
    try {
      return await database.query('SELECT 1', []).then(
        () => expect.fail('nothing was thrown'),
        (error: unknown) => error as Error,
      );
    } finally {
      await database.close();
    }
  };

  it('is unavailable where nobody listens, and can be closed and used again', async () => {
    const store = openPostgresStateStore('postgresql://onex@127.0.0.1:1/postgres');
    for (let times = 0; times < 2; times += 1) {
      const error = await store.load('local/shop/door', 'a', 'x').catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
      expect((error as Error).message)
        .to.contain('ECONNREFUSED')
        .and.contain('ONEX_STATE_URL');
      await store.dispose();
    }
  });

  it('is a fault of the node where the URL cannot be read, and its password is in no error', async () => {
    const error = await failureOf('postgresql://onex:secret@127.0.0.1:999999/postgres');
    expect(error).to.include({ code: 'CONFIGURATION_ERROR', name: 'NodeFault' });
    expect(inspect(error, { depth: 10, showHidden: true })).not.to.contain('secret');
  });

  it('is unavailable once more for each of many that ask at once', async () => {
    const errors = await Promise.all(
      Array.from({ length: 20 }, () => failureOf('postgresql://onex@127.0.0.1:1/postgres')),
    );
    for (const error of errors) expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});
