import { type Server, type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import {
  MOST_CONNECTIONS,
  createMetrics,
  limitConnections,
  startHealthServer,
  type HealthServer,
} from '../../src/health/index.ts';

describe('connections of a server for probes', () => {
  const clients: Socket[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });
  const open = async (port: number): Promise<Socket> => {
    const client = connect({ host: '127.0.0.1', port });
    client.on('error', () => {});
    clients.push(client);
    await once(client, 'connect');
    return client;
  };

  describe('of the health server', () => {
    let server: HealthServer;
    beforeEach(async () => {
      server = await startHealthServer({
        host: '127.0.0.1',
        port: 0,
        metrics: createMetrics({ node: 'node_x' }),
        health: () => ({
          status: 'healthy',
          node: 'node_x',
          kind: 'effect',
          version: '1.0.0',
          ready: true,
          problems: {},
          in_flight: 0,
          oldest_in_progress: null,
          uptime_seconds: 1,
          details: {},
        }),
      });
    });
    afterEach(() => server.close());
    const probe = async (): Promise<number> =>
      (await fetch(`http://127.0.0.1:${server.port}/health/ready`, { headers: { connection: 'close' } }))
        .status;

    for (const [what, said] of [
      ['say nothing', ''],
      ['never end their headers', 'GET /health HTTP/1.1\r\nX-Slow: '],
      ['never end their body', 'POST /health HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nx'],
    ] as const) {
      it(`leave room for a probe when there are many that ${what}`, async () => {
        for (let number = 0; number < MOST_CONNECTIONS * 2 + 10; number += 1) {
          const client = await open(server.port);
          client.resume().write(said);
        }
        expect(await probe()).to.equal(200);
        const left = clients.filter((client) => !client.closed);
        expect(left.length).to.be.at.most(MOST_CONNECTIONS);
      });
    }

    it('end soon after a request that is refused', async () => {
      const client = await open(server.port);
      client.resume().write('DELETE /health HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
      await once(client, 'close');
    });
  });

  describe('of which some are in use', () => {
    let server: Server;
    const kept = new Set<Socket>();
    beforeEach(async () => {
      server = createServer((socket) => socket.on('error', () => {}));
      limitConnections(server, (socket) => kept.has(socket), 2);
      server.listen({ host: '127.0.0.1', port: 0 });
      await once(server, 'listening');
    });
    afterEach(() => {
      kept.clear();
      server.close();
    });
    const openAccepted = async (): Promise<[client: Socket, accepted: Socket]> => {
      const accepted = once(server, 'connection');
      const client = await open((server.address() as { port: number }).port);
      return [client.resume(), ((await accepted) as [Socket])[0]];
    };

    it('replace the oldest one that is not in use', async () => {
      const [used, usedHere] = await openAccepted();
      kept.add(usedHere);
      const [idle] = await openAccepted();
      const ended = once(idle, 'close');
      const [fresh] = await openAccepted();
      await ended;
      expect([used.closed, fresh.closed]).to.deep.equal([false, false]);
    });

    it('are closed at once while all of them are in use', async () => {
      const [, one] = await openAccepted();
      const [, other] = await openAccepted();
      kept.add(one).add(other);
      const [refused] = await openAccepted();
      if (!refused.closed) await once(refused, 'close');
      expect([one.destroyed, other.destroyed]).to.deep.equal([false, false]);
    });
  });
});
