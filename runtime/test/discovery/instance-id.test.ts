import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { acquireInstanceId } from '../../src/discovery/index.ts';

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
    expect([first.id, second.id, other.id]).to.deep.equal([
      `${hostname()}-0`,
      `${hostname()}-1`,
      `${hostname()}-0`,
    ]);
    first.release();
    const third = await acquire();
    expect(third.id).to.equal(`${hostname()}-0`);
    for (const held of [second, third, other]) held.release();
  });

  it('keeps its state from other users', async () => {
    const held = await acquire();
    expect(statSync(path.join(stateDir, 'state')).mode & 0o777).to.equal(0o700);
    held.release();
  });

  it('takes the slot of a process that was killed, and not that of one that lives', async () => {
    const script = `
      const { acquireInstanceId } = await import(${JSON.stringify(import.meta.resolve('../../src/discovery/index.ts'))});
      const options = ${JSON.stringify({ explicit: null, stateDir, serviceName: 'billing', nodeName: 'node_a' })};
      console.log((await acquireInstanceId(options)).id);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--conditions=onex-source', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(String(line).trim()).to.equal(`${hostname()}-0`);
    const beside = await acquire({ stateDir });
    expect(beside.id).to.equal(`${hostname()}-1`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const heir = await acquire({ stateDir });
    expect(heir.id).to.equal(`${hostname()}-0`);
    for (const held of [beside, heir]) held.release();
  });

  it('says that it is not stable where no state can be written', async () => {
    const file = path.join(stateDir, 'file');
    writeFileSync(file, '');
    const held = await acquire({ stateDir: path.join(file, 'state') });
    expect(held).to.include({ id: `${hostname()}-${process.pid}`, stable: false });
  });
});
