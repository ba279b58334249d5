import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { leasePool, type PoolLease } from '../../src/state/postgres-pool.ts';

const URL_A = 'postgresql://onex@127.0.0.1:1/a';
const URL_B = 'postgresql://onex@127.0.0.1:1/b';

describe('the pool of a PostgreSQL URL', () => {
  const leases: PoolLease[] = [];
  const lease = async (...args: Parameters<typeof leasePool>): Promise<PoolLease> => {
    const taken = await leasePool(...args);
    leases.push(taken);
    return taken;
  };
  afterEach(async () => {
    await Promise.all(leases.splice(0).map((taken) => taken.release()));
  });

  it('is one for all who use the same URL in a process, with ten connections', async () => {
    const [first, second, other] = await Promise.all([lease(URL_A), lease(URL_A), lease(URL_B)]);
    expect(second.pool).to.equal(first.pool);
    expect(second.transactions).to.equal(first.transactions);
    expect(other.pool).not.to.equal(first.pool);
    expect(first.pool.options.max).to.equal(10);
  });

  it('ends with its last user, and begins again with the next', async () => {
    const [first, second] = await Promise.all([lease(URL_A), lease(URL_A)]);
    await first.release();
    await first.release();
    expect(second.pool.ending).to.equal(false);
    await second.release();
    expect(second.pool.ended).to.equal(true);
    const third = await lease(URL_A);
    expect(third.pool).not.to.equal(first.pool);
    expect(third.pool.ended).to.equal(false);
  });

  it('leaves two connections to short statements, and at least one to transactions', async () => {
    for (const [connections, most] of [
      [10, 8],
      [3, 1],
      [1, 1],
    ] as const) {
      const { transactions } = await lease(URL_A, connections);
      let inside = 0;
      const leave: (() => void)[] = [];
      for (let index = 0; index < 12; index += 1) {
        void transactions.acquire().then((done) => {
          inside += 1;
          leave.push(done);
        });
      }
      await new Promise((resolve) => setImmediate(resolve));
      expect(inside, `${connections} connections`).to.equal(most);
      for (const done of leave) done();
    }
  });

  it('closes its connections at the end, also those to a server that never answers', async () => {
    const closed: Promise<unknown>[] = [];
    const sockets: Socket[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket);
      socket.on('error', () => {}).resume();
      closed.push(once(socket, 'end'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { pool, release } = await lease(`postgresql://onex@127.0.0.1:${port}/a`);
    const query = pool.query('SELECT 1').catch((error: unknown) => error);
    await once(server, 'connection');
    await release();
    await Promise.all(closed);
    expect(await query).to.be.an('error');
    for (const socket of sockets) socket.destroy();
    server.close();
  }).timeout(20_000);
});
