import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { removeEndpoint, writeEndpoint, type RunningDev } from '../../../src/cli/control/index.ts';
import { followDev } from '../../../src/cli/tail/follow-dev.ts';

describe('following dev through restarts', () => {
  it('takes one that ends before it can be followed for ended', async () => {
    const stateDirectory = mkdtempSync(path.join(tmpdir(), 'onex-follow-'));
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => {
        if (String(data).includes('"directory"')) return void socket.write('{"ok":true,"nodes":[]}\n');
        removeEndpoint(stateDirectory, process.pid);
        socket.destroy();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const endpoint = { pid: process.pid, supervisor: process.pid, port, token: 't'.repeat(32) };
    writeEndpoint(stateDirectory, endpoint);
    const gone = { ended: Promise.resolve('disconnected' as const), close: () => {} };
    const first = { endpoint, client: { tail: async () => gone } } as unknown as RunningDev;
    const filter = { topics: [], correlationId: null };
    const notes: string[] = [];
    try {
      await followDev(
        first,
        stateDirectory,
        filter,
        () => {},
        (line) => notes.push(line),
      );
      expect(notes).to.deep.equal(['dev started again', 'dev has ended']);
    } finally {
      server.close();
      rmSync(stateDirectory, { recursive: true, force: true });
    }
  });
});
