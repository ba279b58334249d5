import { expect } from 'chai';
import { openPostgresDeduplication } from '../../runtime/src/event-bus/index.ts';
import { describeDeduplication } from '../../runtime/test/event-bus/deduplication-conformance.ts';
import { type PostgresService, startPostgres } from './support/services.ts';

let postgres: PostgresService;
before(async function () {
  this.timeout(120_000);
  postgres = await startPostgres();
});
after(() => postgres?.stop());

describeDeduplication('PostgreSQL', () => ({
  durable: true,
  open: () => openPostgresDeduplication({ url: postgres.url }),
}));

describe('PostgreSQL deduplication when the server goes', () => {
  it('says that it is away, keeps nothing half, and goes on when it is back', async () => {
    const store = await openPostgresDeduplication({ url: postgres.url });
    await store.once('node', 'a', async () => []);
    await postgres.kill();
    const error = await store.once('node', 'b', async () => []).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    await postgres.restart();
    expect((await store.once('node', 'b', async () => [])).first).to.equal(true);
    expect((await store.once('node', 'a', async () => [])).first).to.equal(false);
    await store.close();
  });
});
