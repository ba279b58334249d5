import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import {
  createEventLog,
  findDev,
  nextDev,
  openControlServer,
  presentDev,
  readEndpoint,
  removeEndpoint,
  requireDev,
  supervisorAnswers,
  writeEndpoint,
} from '../../../src/cli/control/index.ts';

/** The port of the loopback interface on which the server listens now. */
async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

/** A port on which nothing listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

const openEmptyBus = () =>
  openControlServer({
    events: createEventLog(),
    directory: () => [],
    publish: async () => {},
    call: async () => [],
  });

describe('the file that says where dev is', () => {
  let directory: string;
  const endpoint = { pid: process.pid, supervisor: null, port: 1, token: 'a'.repeat(64) };

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'onex-endpoint-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('can be read by this user alone', function () {
    if (process.platform === 'win32') this.skip();
    writeEndpoint(directory, endpoint);
    expect(statSync(path.join(directory, 'dev.json')).mode & 0o777).to.equal(0o600);
    expect(readEndpoint(directory)).to.deep.equal(endpoint);
  });

  it('is removed only by the process with its token, or by its supervisor where there is one', () => {
    writeEndpoint(directory, endpoint);
    removeEndpoint(directory, 'b'.repeat(64));
    expect(readEndpoint(directory)).to.deep.equal(endpoint);
    removeEndpoint(directory, endpoint.token);
    expect(readEndpoint(directory)).to.equal(null);

    const lifeline = { port: 2, token: 'c'.repeat(64) };
    writeEndpoint(directory, { ...endpoint, supervisor: 77, lifeline });
    removeEndpoint(directory, endpoint.token);
    expect(readEndpoint(directory)).to.deep.include({ supervisor: 77, lifeline });
    removeEndpoint(directory, lifeline.token);
    expect(readEndpoint(directory)).to.equal(null);
  });

  it('is nothing when it is not of the right shape', () => {
    for (const text of ['', '{', '[]', '{"pid":"x"}', JSON.stringify({ ...endpoint, port: 99999 })]) {
      writeFileSync(path.join(directory, 'dev.json'), text);
      expect(readEndpoint(directory)).to.equal(null);
    }
  });

  it('is stale when nobody answers to it', async () => {
    writeEndpoint(directory, { ...endpoint, port: await closedPort() });
    expect(await findDev(directory)).to.equal(null);
  });

  it('is stale when another program has the port by now', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    writeEndpoint(directory, { ...endpoint, port: await portOf(server) });
    expect(await findDev(directory)).to.equal(null);
    server.close();
  });

  it('is stale when other processes have the process IDs by now, and says so without a wait', async () => {
    const port = await closedPort();
    for (const lifeline of [undefined, { port, token: 'd'.repeat(64) }]) {
      // The process that runs this test is alive, as is its parent.
      const stale = { pid: process.ppid, supervisor: process.pid, port, token: 'a'.repeat(64) };
      writeEndpoint(directory, lifeline === undefined ? stale : { ...stale, lifeline });
      const failure = await requireDev(directory).catch((error: unknown) => error as Error);
      expect((failure as Error).message).to.match(/^dev is not running in this project/);
    }
  });

  it('is stale when silent programs have both ports by now, and each of them is asked once at the same time', async () => {
    const silent = async () => {
      const server = createServer();
      const asked = once(server, 'connection') as Promise<[Socket]>;
      let count = 0;
      server.on('connection', () => (count += 1));
      return { server, port: await portOf(server), asked, count: () => count };
    };
    const [first, second] = [await silent(), await silent()];
    const lifeline = { port: second.port, token: 'd'.repeat(64) };
    writeEndpoint(directory, { ...endpoint, port: first.port, lifeline });
    const failure = requireDev(directory).catch((error: unknown) => error as Error);
    const sockets = await Promise.all([first.asked, second.asked]);
    for (const [socket] of sockets) socket.destroy();
    expect(((await failure) as Error).message).to.match(/^dev is not running in this project/);
    expect([first.count(), second.count()]).to.deep.equal([1, 1]);
    for (const { server } of [first, second]) server.close();
  });

  it('is stale when what answers there lists no nodes', async () => {
    const server = createServer((socket) => socket.end('{"ok":true,"nodes":7}\n'));
    writeEndpoint(directory, { ...endpoint, port: await portOf(server) });
    expect(await findDev(directory)).to.equal(null);
    server.close();
  });

  it('is waited for while its supervisor answers to its own token', async () => {
    const supervisor = await openEmptyBus();
    const port = await closedPort();
    const lifeline = { port: supervisor.port, token: supervisor.token };
    writeEndpoint(directory, { pid: 1, supervisor: 1, port, token: 'a'.repeat(64), lifeline });
    const waiting = nextDev(directory, AbortSignal.timeout(20_000));
    const next = await openEmptyBus();
    writeEndpoint(directory, { pid: 1, supervisor: 1, port: next.port, token: next.token, lifeline });
    expect((await waiting)?.endpoint.token).to.equal(next.token);
    await next.close();
    expect(await supervisorAnswers(directory)).to.equal(true);
    writeEndpoint(directory, {
      pid: 1,
      supervisor: 1,
      port,
      token: next.token,
      lifeline: { ...lifeline, token: 'e'.repeat(64) },
    });
    expect(await nextDev(directory, AbortSignal.timeout(20_000))).to.equal(null);
    await supervisor.close();
  });

  it('is not replaced by another bus while its supervisor runs and its nodes do not answer', async () => {
    const supervisor = await openEmptyBus();
    const lifeline = { port: supervisor.port, token: supervisor.token };
    const silent = createServer(() => {});
    const ports: [number, RegExp][] = [
      [await portOf(silent), /a handler blocks its event loop/u],
      [await closedPort(), /waits for a file change/u],
    ];
    for (const [port, reason] of ports) {
      writeEndpoint(directory, { pid: 1, supervisor: 1, port, token: 'a'.repeat(64), lifeline });
      const failure = await presentDev(directory, { silenceMs: 50, startMs: 1 }).catch(
        (error: unknown) => error,
      );
      expect(failure).to.be.instanceOf(CliError);
      expect((failure as Error).message).to.match(reason);
    }
    await supervisor.close();
    expect(await presentDev(directory)).to.equal(null);
    silent.close();
  });

  it('leaves no draft behind', () => {
    writeEndpoint(directory, endpoint);
    expect(JSON.parse(readFileSync(path.join(directory, 'dev.json'), 'utf8'))).to.deep.equal(endpoint);
  });
});
