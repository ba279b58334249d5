import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BIN, built } from '../support/built.ts';
import { run } from '../support/process.ts';

describe('the cache of compiled code', function () {
  let temporary: string;
  before(async function () {
    this.timeout(60_000);
    await built();
  });
  beforeEach(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'onex-cache-'));
  });
  afterEach(() => rm(temporary, { recursive: true, force: true }));

  const version = async (env: Record<string, string> = {}): Promise<string> => {
    const { stdout, stderr, code } = await run(process.execPath, [BIN, '--version'], {
      cwd: temporary,
      env: { XDG_CACHE_HOME: temporary, ...env },
    });
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    return stdout;
  };
  const folder = (): string => join(temporary, 'onex');

  it('is kept in a folder of the user’s own, and the same comes out with it', async () => {
    const first = await version();
    expect(await version()).to.equal(first);
    expect(await readdir(folder())).to.have.length.above(0);
    if (process.platform !== 'win32') expect((await stat(folder())).mode & 0o777).to.equal(0o700);
  });

  it('is made anew when it is damaged', async () => {
    const first = await version();
    const [name = ''] = await readdir(folder());
    const file = join(folder(), name);
    const whole = await readFile(file);
    await writeFile(file, 'not a cache');
    expect(await version()).to.equal(first);
    expect((await readFile(file)).length).to.be.closeTo(whole.length, whole.length / 2);
  });

  it('is not read from a folder that others may write to', async function () {
    if (process.platform === 'win32') this.skip();
    await version();
    const at = folder();
    for (const name of await readdir(at)) await writeFile(join(at, name), 'somebody else’s');
    await chmod(at, 0o777);
    await version();
    for (const name of await readdir(at))
      expect(await readFile(join(at, name), 'utf8')).to.equal('somebody else’s');
  });

  it('loses what other versions of the program have not used for days', async () => {
    const [old, recent] = ['0123-v24.0.0-x64-all-main.js', '4567-v24.0.0-x64-all-main.js'];
    await mkdir(folder(), { mode: 0o700 });
    for (const name of [old, recent]) await writeFile(join(folder(), name), '');
    const lastWeek = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000);
    await utimes(join(folder(), old), lastWeek, lastWeek);
    await version();
    const names = await readdir(folder());
    expect(names).to.include(recent).and.not.include(old);
    expect(names).to.have.length.above(1);
  });

  it('removes no file of another program that has the same folder', async () => {
    const others = ['notes.txt', 'index.js', '2024-v1-models.json'];
    await mkdir(folder(), { mode: 0o700 });
    const lastWeek = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000);
    for (const name of others) {
      await writeFile(join(folder(), name), '');
      await utimes(join(folder(), name), lastWeek, lastWeek);
    }
    await version();
    expect(await readdir(folder()))
      .to.include.members(others)
      .and.have.length.above(others.length);
  });

  it('is not kept where the user wants none', async () => {
    await version({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(await readdir(temporary)).to.deep.equal([]);
  });
});

describe('what a command loads', function () {
  before(async function () {
    this.timeout(60_000);
    await built();
  });

  it('is neither a schema nor a prompt for a node whose options are all given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onex-loads-'));
    const args = [BIN, 'effect', 'payment', '--domain', 'billing', '--yes', '--quiet'];
    const { stderr, code } = await run(process.execPath, args, {
      cwd: folder,
      env: { XDG_CACHE_HOME: folder, ONEX_TIMINGS: '1' },
    });
    await rm(folder, { recursive: true, force: true });
    expect(code).to.equal(0);
    const loaded = [...stderr.matchAll(/^import \.\/(.+)\.js /gm)].map(([, name]) => name);
    expect(loaded).to.include.members(['run', 'yaml', 'babel-parser', 'recast']);
    expect(loaded).to.not.include.oneOf(['zod', 'yeoman-adapter', 'contract', 'merge-driver']);
  });
});
