import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import {
  type DeliveryCounts,
  createDeliveryCounts,
  postgresDeliveries,
} from '../../../runtime/src/event-bus/stores/delivery-counts/index.ts';
import { type PostgresService, startPostgres } from '../support/services.ts';

describe('counts of deliveries in PostgreSQL', () => {
  let postgres: PostgresService;
  const opened: DeliveryCounts[] = [];
  before(async () => {
    postgres = await startPostgres();
  });
  after(async () => {
    await Promise.all(opened.map((counts) => counts.close()));
    await postgres?.stop();
  });
  /** Counts of a process of its own; one that is not shut down ends as by a crash. */
  const process = (owner = 'local/shop/node'): DeliveryCounts => {
    const driver = postgresDeliveries({ url: postgres.url, owner, process: randomUUID() });
    const counts = createDeliveryCounts(driver);
    opened.push(counts);
    return counts;
  };

  it('count the processes that ended while a message was in progress, for each message', async () => {
    const [poison, other] = [randomUUID(), randomUUID()];
    const first = process();
    expect(await Promise.all([first.begin(poison), first.begin(other), first.begin(poison)])).to.deep.equal([
      0, 0, 0,
    ]);
    first.end(other);
    await first.release('none');
    const second = process();
    expect(await Promise.all([second.begin(other), second.begin(poison)])).to.deep.equal([0, 1]);
    expect(await process().begin(poison)).to.equal(2);
  });

  it('do not count what was released, or cut off by an orderly shutdown, nor messages of another owner', async () => {
    const id = randomUUID();
    const first = process();
    await first.begin(id);
    await first.release(id);
    const second = process();
    expect(await second.begin(id)).to.equal(0);
    await second.shutDown();
    const third = process();
    expect(await third.begin(id)).to.equal(0);
    expect(await process('local/shop/other').begin(id)).to.equal(0);
  });

  it('are kept while two instances begin the same messages in different orders', async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());
    const begin = (order: readonly string[]) => {
      const counts = process();
      return Promise.all(order.map((id) => counts.begin(id)));
    };
    const counted = await Promise.all([begin(ids), begin(ids.toReversed())]);
    const sums = ids.map(
      (_, index) => (counted[0]?.[index] ?? 0) + (counted[1]?.[ids.length - 1 - index] ?? 0),
    );
    expect(new Set(sums)).to.deep.equal(new Set([1]));
  });
});
