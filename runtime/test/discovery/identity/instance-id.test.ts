import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { acquireInstanceId } from '../../../src/discovery/index.ts';

/** The slot in an ID that was not given. */
function slotOf(id: string): number {
  expect(id.startsWith(`${hostname()}-`)).to.equal(true);
  return Number(id.slice(hostname().length + 1).split('-', 1)[0]);
}

describe('instance id', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-instance-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

  const acquire = (changes: Partial<Parameters<typeof acquireInstanceId>[0]> = {}) =>
    acquireInstanceId({
      explicit: null,
      stateDir: path.join(stateDir, 'state'),
      serviceName: 'billing',
      nodeName: 'node_a',
      ...changes,
    });

  it('is what the environment says, as it is', async () => {
    expect(await acquire({ explicit: 'pod-7' })).to.include({ id: 'pod-7', stable: true });
  });

  it('is the host and the lowest slot that is free, per node', async () => {
    const [first, second] = [await acquire(), await acquire()];
    const other = await acquire({ nodeName: '../node_b' });
    expect([first.id, second.id, other.id].map(slotOf)).to.deep.equal([0, 1, 0]);
    expect(first.id).to.match(/-0-[0-9a-f]{8}$/u);
    first.release();
    const third = await acquire();
    expect(third.id).to.equal(first.id);
    for (const held of [second, third, other]) held.release();
  });

  it('differs between state directories, as of two checkouts or of containers with one host name', async () => {
    const held = [];
    for (const name of ['one', 'other', 'third']) {
      held.push(await acquire({ stateDir: path.join(stateDir, name) }));
    }
    expect(new Set(held.map(({ id }) => id)).size).to.equal(3);
    for (const each of held) each.release();
  });

  it('is a new one when its file was damaged', async () => {
    const first = await acquire({ stateDir });
    first.release();
    const folder = path.join(stateDir, 'instances');
    const file = readdirSync(folder).find((name) => name.endsWith('.id'));
    writeFileSync(path.join(folder, file!), 'bad\n');
    const second = await acquire({ stateDir });
    expect(second.id).to.not.equal(first.id);
    second.release();
    const third = await acquire({ stateDir });
    expect(third.id).to.equal(second.id);
    third.release();
  });

  it('has files of their own for long names with the same beginning or the same end', async () => {
    const long = 'a'.repeat(70);
    const names = [`${long}b`, `${long}c`, `b${long}`, `c${long}`, `${long}.é`, `${long}.\uD800`];
    const held = [];
    for (const nodeName of names) held.push(await acquire({ nodeName, stateDir }));
    expect(held.map(({ id }) => slotOf(id))).to.deep.equal(names.map(() => 0));
    const files = readdirSync(path.join(stateDir, 'instances')).filter((name) => name.endsWith('.lock'));
    expect(files).to.have.length(names.length);
    expect(Math.max(...files.map((name) => name.length))).to.be.below(256);
    for (const each of held) each.release();
  });

  it('keeps its state from other users', async () => {
    const held = await acquire();
    expect(statSync(path.join(stateDir, 'state')).mode & 0o777).to.equal(0o700);
    held.release();
  });

  it('takes the slot of a process that was killed, and not that of one that lives', async () => {
    const script = `
      const { acquireInstanceId } = await import(${JSON.stringify(import.meta.resolve('../../../src/discovery/index.ts'))});
      const options = ${JSON.stringify({ explicit: null, stateDir, serviceName: 'billing', nodeName: 'node_a' })};
      console.log((await acquireInstanceId(options)).id);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--conditions=onex-source', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const killed = String(line).trim();
    expect(slotOf(killed)).to.equal(0);
    const beside = await acquire({ stateDir });
    expect(slotOf(beside.id)).to.equal(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const heir = await acquire({ stateDir });
    expect(heir.id).to.equal(killed);
    for (const held of [beside, heir]) held.release();
  });

  it('says that it is not stable where no state can be written', async () => {
    const file = path.join(stateDir, 'file');
    writeFileSync(file, '');
    const held = [await acquire({ stateDir: path.join(file, 'state') }), await acquire({ stateDir: file })];
    for (const { id, stable } of held) {
      expect(stable).to.equal(false);
      expect(id.startsWith(`${hostname()}-${process.pid}-`)).to.equal(true);
    }
    expect(held[0]!.id).to.not.equal(held[1]!.id);
  });
});
