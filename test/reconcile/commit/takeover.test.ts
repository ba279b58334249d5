import { mkdtempSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { thisProcess } from '../../../lib/reconcile/commit/lock/holder.ts';
import { acquireLock, holdsDeadLock } from '../../../lib/reconcile/commit/lock/lock.ts';
import { realDisk, type Disk } from '../../../lib/reconcile/disk/disk.ts';
import { deadPid } from '../support/big-upgrade.ts';

const living = thisProcess();
const dead = { ...living, pid: deadPid };

function folderWith(files: Readonly<Record<string, object | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'onex-takeover-'));
  for (const [name, holder] of Object.entries(files)) write(folder, name, holder);
  return folder;
}

function write(folder: string, name: string, holder: object | string): void {
  writeFileSync(join(folder, name), typeof holder === 'string' ? holder : JSON.stringify(holder));
}

/** Lets somebody act once, just before the run takes a name in the folder. */
function before(name: string, act: () => void): Disk {
  let done = false;
  return {
    ...realDisk,
    link(from, to) {
      if (!done && to.endsWith(`/${name}`)) {
        done = true;
        act();
      }
      realDisk.link(from, to);
    },
  };
}

async function outcome(folder: string, disk: Disk = realDisk): Promise<string> {
  return acquireLock(disk, folder).then(
    () => 'taken',
    (error: Error) => error.message,
  );
}

describe('the takeover of a dead lock', () => {
  it('leaves the lock of a run that took it over first', async () => {
    const folder = folderWith({ lock: dead });
    const disk = before('lock-takeover', () => write(folder, 'lock', living));
    expect(await outcome(folder, disk)).to.contain(`process ${living.pid}`);
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).to.deep.equal(living);
    expect(readdirSync(folder)).to.deep.equal(['lock']);
  });

  it('waits for a run that is taking it over', async () => {
    const folder = folderWith({ lock: dead, 'lock-takeover': living });
    expect(await outcome(folder)).to.contain(`process ${living.pid}`);
    expect(readdirSync(folder).toSorted()).to.deep.equal(['lock', 'lock-takeover']);
  });

  it('goes on where a run died that was taking it over', async () => {
    const folder = folderWith({ lock: dead, 'lock-takeover': dead });
    expect(await outcome(folder)).to.equal('taken');
    expect(readdirSync(folder)).to.deep.equal(['lock']);
  });

  it('is not needed where the lock was given back just then', async () => {
    const folder = folderWith({ lock: living });
    let reads = 0;
    const disk: Disk = {
      ...realDisk,
      read(path) {
        if (path.endsWith('/lock') && (reads += 1) === 1) unlinkSync(path);
        return realDisk.read(path);
      },
    };
    expect(await outcome(folder, disk)).to.equal('taken');
  });

  it('removes drafts of runs that died, and none of runs that live', async () => {
    const folder = folderWith({
      [`lock-${deadPid}-ab`]: dead,
      'lock-1-cd': living,
      'lock-2-ef': '',
      notes: 'mine',
    });
    expect(await outcome(folder)).to.equal('taken');
    expect(readdirSync(folder).toSorted()).to.deep.equal(['lock', 'lock-1-cd', 'notes']);
  });

  for (const pid of [0, -1, 1.5, 2 ** 60]) {
    it(`takes a lock for nonsense that names the process ${pid}`, async () => {
      expect(await outcome(folderWith({ lock: { ...living, pid } }))).to.equal('taken');
    });
  }

  it('takes a process for living whose birth nobody knows', async () => {
    expect(await outcome(folderWith({ lock: { ...living, birth: null } }))).to.contain('is in progress:');
  });

  it('takes a process of another user, whom it may not signal, for living', async () => {
    const real = process.kill;
    process.kill = () => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    };
    try {
      expect(await outcome(folderWith({ lock: { ...dead, birth: null } }))).to.contain('is in progress:');
    } finally {
      process.kill = real;
    }
  });

  it('shows no control characters of a lock that somebody wrote', async () => {
    const message = await outcome(
      folderWith({ lock: { ...living, host: 'elsewhere\u001b[2J', since: 'x\ny' } }),
    );
    expect(message).to.contain('elsewhere\\u001b[2J since x\\ny');
  });

  it('is called for by dead locks and dead drafts alone', () => {
    const cases: [Readonly<Record<string, object>>, boolean][] = [
      [{}, false],
      [{ lock: living }, false],
      [{ 'lock-1-ab': living, 'journal-x': dead }, false],
      [{ lock: dead }, true],
      [{ 'lock-1-ab': dead }, true],
    ];
    for (const [files, wanted] of cases)
      expect(holdsDeadLock(realDisk, folderWith(files)), JSON.stringify(files)).to.equal(wanted);
  });
});
