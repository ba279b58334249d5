import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import {
  createEventLog,
  openControlServer,
  removeEndpoint,
  writeEndpoint,
  type EventLog,
} from '../../../src/cli/control/index.ts';
import { until } from '../../event-bus/until.ts';
import { type TestProject, writeProject } from '../support/project.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../src/cli/main.ts');
const MiB = 1024 * 1024;
const TOPIC = 'onex.evt.shop.stalled.v1';
const EVENT = 256 * 1024;
/** Several times what `dev` keeps of its events. */
const EVENTS = 800;

function residentMemory({ pid }: ChildProcess): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) * 1024;
}

describe('tail whose output is not read', () => {
  let project: TestProject;
  let log: EventLog;
  let server: Awaited<ReturnType<typeof openControlServer>>;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    project = writeProject([]);
    log = createEventLog();
    server = await openControlServer({
      events: log,
      directory: () => [],
      publish: async () => {},
      call: async () => [],
    });
    const { port, token } = server;
    mkdirSync(path.join(project.root, '.onex-state'));
    writeEndpoint(path.join(project.root, '.onex-state'), {
      pid: process.pid,
      supervisor: null,
      port,
      token,
    });
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    removeEndpoint(path.join(project.root, '.onex-state'), server.token);
    await server.close();
    project.remove();
  });
  const append = (value: string): void => log.append({ topic: TOPIC, key: null, value, headers: {} });

  it('stays within its memory, and prints the newest events when it is read again', async function () {
    if (process.platform !== 'linux') this.skip();
    this.timeout(60_000);
    const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
    const tail = spawn(process.execPath, [...flags, MAIN, 'tail', '--follow', '--json'], {
      cwd: project.root,
      env: { PATH: process.env['PATH'], NODE_DISABLE_COMPILE_CACHE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = tail;
    let notes = '';
    tail.stderr!.on('data', (chunk) => (notes += String(chunk)));
    // It follows once it prints: nothing that came before is printed.
    const nudge = setInterval(() => append('first'), 50);
    await until(() => (tail.stdout?.readableLength ?? 0) > 0);
    clearInterval(nudge);
    const before = residentMemory(tail);
    let most = before;
    for (let count = 0; count < EVENTS; count += 1) {
      append(JSON.stringify(String(count).padEnd(EVENT, '.')));
      if (count % 20 !== 0) continue;
      await sleep(5);
      most = Math.max(most, residentMemory(tail));
    }
    await sleep(200);
    most = Math.max(most, residentMemory(tail));
    expect(most - before).to.be.lessThan(60 * MiB);

    let last = '';
    createInterface({ input: tail.stdout! }).on('line', (line) => (last = line));
    append('newest');
    await until(() => last.includes('newest'));
    expect(notes).to.match(/\d+ events are missing here/u);
    tail.kill('SIGTERM');
    await once(tail, 'exit');
  });
});
