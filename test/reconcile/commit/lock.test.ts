import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { thisProcess } from '../../../lib/reconcile/commit/lock/holder.ts';
import { acquireLock } from '../../../lib/reconcile/commit/lock/lock.ts';
import { realDisk } from '../../../lib/reconcile/disk/disk.ts';

function folderWith(holder: object | string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'onex-lock-'));
  if (holder !== null)
    writeFileSync(join(folder, 'lock'), typeof holder === 'string' ? holder : JSON.stringify(holder));
  return folder;
}

async function outcome(folder: string): Promise<string> {
  return acquireLock(realDisk, folder).then(
    (unlock) => {
      unlock();
      return 'taken';
    },
    (error: Error) => error.message,
  );
}

describe('the lock of a project', () => {
  const self = thisProcess();

  it('is given back without a trace', async () => {
    const folder = folderWith(null);
    expect(await outcome(folder)).to.equal('taken');
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('is refused while its holder lives, whom it names', async () => {
    const message = await outcome(folderWith(self));
    expect(message).to.contain(`process ${process.pid} on ${hostname()} since ${self.since}`);
  });

  it('is taken over from a dead holder', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    expect(await outcome(folderWith({ ...self, pid }))).to.equal('taken');
  });

  it('is taken over from a dead holder whose pid another process has by now', async function () {
    if (self.birth === null) this.skip();
    expect(await outcome(folderWith({ ...self, birth: 'another-boot/1' }))).to.equal('taken');
  });

  it('is not taken from another host, of which nothing is known', async () => {
    expect(await outcome(folderWith({ ...self, host: 'elsewhere', pid: 2 ** 30 }))).to.contain(
      'on elsewhere since',
    );
  });

  it('is taken over from something that is no lock', async () => {
    expect(await outcome(folderWith('nonsense'))).to.equal('taken');
  });
});
