import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  createEventLog,
  findDev,
  openControlServer,
  removeEndpoint,
  writeEndpoint,
  type ControlServer,
  type EventLog,
  type RunningDev,
} from '../../../src/cli/control/index.ts';
import { followDev } from '../../../src/cli/tail/follow-dev.ts';

const ENDED = 'dev has ended; waiting for the next one of this project, until Ctrl-C';

describe('following dev', () => {
  let stateDirectory: string;
  let stop: AbortController;
  let printed: (string | null)[];
  let notes: string[];
  let onOutput: () => void;

  beforeEach(() => {
    stateDirectory = mkdtempSync(path.join(tmpdir(), 'onex-follow-'));
    stop = new AbortController();
    [printed, notes, onOutput] = [[], [], () => {}];
  });
  afterEach(() => {
    stop.abort();
    rmSync(stateDirectory, { recursive: true, force: true });
  });

  const follow = (first: RunningDev): Promise<void> =>
    followDev(first, {
      from: 'now',
      stateDirectory,
      filter: { topics: [], correlationId: null },
      print({ value }) {
        printed.push(value);
        onOutput();
      },
      note(line) {
        notes.push(line);
        onOutput();
      },
      signal: stop.signal,
    });
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      onOutput = () => holds() && resolve();
      onOutput();
    });
  const runDev = async (): Promise<ControlServer & { log: EventLog }> => {
    const log = createEventLog();
    const bus = { events: log, directory: () => [], publish: async () => {}, call: async () => [] };
    const server = await openControlServer(bus);
    const { port, token } = server;
    writeEndpoint(stateDirectory, { pid: process.pid, supervisor: null, port, token });
    return { ...server, log };
  };
  const append = (log: EventLog, value: string): void =>
    log.append({ topic: 't', key: null, value, headers: {} });

  it('goes on with the next dev, whoever starts it, and misses nothing of it', async () => {
    const first = await runDev();
    append(first.log, 'before');
    const following = follow((await findDev(stateDirectory))!);
    while (printed.length === 0) {
      append(first.log, 'first');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await first.close();
    removeEndpoint(stateDirectory, first.token);
    await until(() => notes.includes(ENDED));

    const second = await runDev();
    append(second.log, 'second');
    await until(() => printed.includes('second'));
    expect(printed).to.not.include('before');
    expect(notes).to.deep.equal([ENDED, 'dev started again']);
    stop.abort();
    await following;
    await second.close();
  });

  it('prints nothing twice of a dev that only broke the connection off', async () => {
    const dev = await runDev();
    append(dev.log, 'before');
    const found = (await findDev(stateDirectory))!;
    const gone = { ended: Promise.resolve('disconnected' as const), close: () => {} };
    const first = { endpoint: found.endpoint, client: { ...found.client, tail: async () => gone } };
    const following = follow(first);
    await until(() => notes.length === 1);
    while (printed.length === 0) {
      append(dev.log, 'after');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(printed).to.not.include('before');
    expect(notes).to.deep.equal(['the connection to dev was lost; events may be missing here']);
    stop.abort();
    await following;
    await dev.close();
  });

  it('waits on when one ends before it can be followed', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => {
        if (String(data).includes('"directory"')) return void socket.write('{"ok":true,"nodes":[]}\n');
        removeEndpoint(stateDirectory, 't'.repeat(32));
        socket.destroy();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const endpoint = { pid: process.pid, supervisor: null, port, token: 't'.repeat(32) };
    writeEndpoint(stateDirectory, endpoint);
    const gone = { ended: Promise.resolve('disconnected' as const), close: () => {} };
    const former = { ...endpoint, token: 'u'.repeat(32) };
    const first = { endpoint: former, client: { tail: async () => gone } } as unknown as RunningDev;
    const following = follow(first);
    await until(() => notes.includes(ENDED));
    expect(notes).to.deep.equal(['dev started again', ENDED]);
    stop.abort();
    await following;
    server.close();
  });
});
