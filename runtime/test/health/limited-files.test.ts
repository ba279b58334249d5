import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const HEALTH = fileURLToPath(new URL('../../src/health/index.ts', import.meta.url));

/** Serves health; for each port on its standard input, says whether it can connect to it. */
const SCRIPT = `
  import { connect } from 'node:net';
  import { createInterface } from 'node:readline';
  import { startHealthServer, createMetrics } from ${JSON.stringify(HEALTH)};
  const health = () => ({ ready: true });
  const { port } = await startHealthServer({ host: '127.0.0.1', port: 0, health, metrics: createMetrics({}) });
  console.log(port);
  for await (const line of createInterface({ input: process.stdin })) {
    const socket = connect({ host: '127.0.0.1', port: Number(line) });
    socket.on('connect', () => console.log('connected')).on('error', ({ code }) => console.log(code));
  }
  process.exit(0);`;

describe('a process with few files', () => {
  it('reaches its broker although there are more slow connections to its health port than it has files', async function () {
    if (process.platform === 'win32') this.skip();
    const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
    const child = spawn(
      'sh',
      [
        '-c',
        'ulimit -n 160 && exec "$@"',
        'sh',
        process.execPath,
        ...flags,
        '--input-type=module',
        '-e',
        SCRIPT,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const port = Number((await lines.next()).value);
    const broker = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await once(broker, 'listening');
    const slow = Array.from({ length: 400 }, () => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.on('error', () => {}).on('connect', () => socket.write('GET /health HTTP/1.1\r\nX: '));
      return socket.resume();
    });
    await Promise.all(slow.map((socket) => once(socket, 'connect')));
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).to.equal(200);
    child.stdin.write(`${(broker.address() as { port: number }).port}\n`);
    expect((await lines.next()).value).to.equal('connected');
    for (const socket of slow) socket.destroy();
    child.stdin.end();
    await once(child, 'exit');
    broker.close();
  });
});
