import { mkdtempSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { realDisk, type Disk } from '../../lib/reconcile/disk/disk.ts';
import { watchedFiles, type FileCall } from '../faults/index.ts';

/** What a fresh copy of the module asks of the operating system. */
async function callsOf(work: (disk: Disk, folder: string) => Promise<void>): Promise<readonly FileCall[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'onex-disk-')));
  const copy = `../../lib/reconcile/disk/disk.ts?watched=${encodeURIComponent(folder)}`;
  const calls = await watchedFiles(async () => {
    const { realDisk } = (await import(copy)) as { realDisk: Disk };
    await work(realDisk, folder);
  });
  return calls
    .filter(({ path }) => path.startsWith(folder))
    .map(({ call, path }) => ({ call, path: path.slice(folder.length) }));
}

describe('the disk that runs write to', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('flushes a file that it creates, once all is written', async () => {
    const calls = await callsOf((disk, folder) => disk.create(join(folder, 'a'), Buffer.from('text'), 0o644));
    expect(calls.map(({ call }) => call)).to.deep.equal(['write', 'fsync', 'close']);
  });

  it('flushes the mode of a file that replaces another, with its contents', async () => {
    let mode = 0;
    const calls = await callsOf(async (disk, folder) => {
      await disk.create(join(folder, 'a'), Buffer.from('text'), 0o666, { uid: 0, gid: 0 });
      mode = statSync(join(folder, 'a')).mode & 0o777;
    });
    expect(calls.map(({ call }) => call)).to.deep.equal(['write', 'fchmod', 'fsync', 'close']);
    expect(mode, 'whatever the umask').to.equal(0o666);
  });

  it('flushes a changed mode', async () => {
    const calls = await callsOf(async (disk, folder) => {
      writeFileSync(join(folder, 'a'), '');
      await disk.chmod(join(folder, 'a'), 0o700);
    });
    expect(calls.slice(-3)).to.deep.equal(['fchmod', 'fsync', 'close'].map((call) => ({ call, path: '/a' })));
  });

  it('flushes the names in a folder', async () => {
    const calls = await callsOf((disk, folder) => disk.syncFolder(folder));
    expect(calls).to.deep.equal(['fsync', 'close'].map((call) => ({ call, path: '' })));
  });
});

describe('a file system that flushes no folders', function () {
  // The kernel refuses to flush a folder of /proc, as some network file systems do.
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('is no failure', async () => {
    await realDisk.syncFolder('/proc');
  });

  it('has a folder that is not there all the same', async () => {
    const error = await realDisk.syncFolder('/proc/nowhere').catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'ENOENT' });
  });
});
