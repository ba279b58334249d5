import { chmodSync, existsSync, mkdirSync, mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { cacheFolder } from '../../src/index.ts';

describe('the folder of a cache', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'onex-home-'));
  });

  it('is created in the cache folder of the user, for the user alone', () => {
    const folder = cacheFolder('onex', { HOME: home });
    expect(folder).to.equal(path.join(home, '.cache/onex'));
    if (process.platform !== 'win32') expect(statSync(folder!).mode & 0o777).to.equal(0o700);
    expect(cacheFolder('onex', { HOME: home })).to.equal(folder);
    expect(cacheFolder('onex', { USERPROFILE: home })).to.equal(folder);
  });

  it('is below XDG_CACHE_HOME, which counts only as an absolute path', () => {
    const caches = path.join(home, 'caches');
    expect(cacheFolder('onex', { HOME: '/nowhere', XDG_CACHE_HOME: caches })).to.equal(
      path.join(caches, 'onex'),
    );
    expect(cacheFolder('onex', { HOME: home, XDG_CACHE_HOME: 'caches' })).to.equal(
      path.join(home, '.cache/onex'),
    );
    expect(existsSync('caches')).to.equal(false);
  });

  it('is none where the environment names no folder, or it cannot be created', () => {
    expect(cacheFolder('onex', {})).to.equal(null);
    expect(cacheFolder('onex', { HOME: path.join(home, 'missing') })).to.equal(null);
    expect(existsSync(path.join(home, 'missing'))).to.equal(false);
    writeFileSync(path.join(home, '.cache'), '');
    expect(cacheFolder('onex', { HOME: home })).to.equal(null);
  });

  it('is none where others can write to it, or where it is a link', function () {
    if (process.platform === 'win32') this.skip();
    const folder = cacheFolder('onex', { HOME: home })!;
    for (const mode of [0o720, 0o702, 0o777]) {
      chmodSync(folder, mode);
      expect(cacheFolder('onex', { HOME: home }), mode.toString(8)).to.equal(null);
    }
    chmodSync(folder, 0o755);
    expect(cacheFolder('onex', { HOME: home })).to.equal(folder);
    mkdirSync(path.join(home, 'elsewhere'));
    symlinkSync(path.join(home, 'elsewhere'), path.join(home, '.cache/linked'));
    expect(cacheFolder('linked', { HOME: home })).to.equal(null);
  });

  it('is none in a file system without new folders', function () {
    if (process.platform !== 'linux') this.skip();
    expect(cacheFolder('onex', { XDG_CACHE_HOME: '/proc/caches' })).to.equal(null);
  });

  it('is created with the folders above it', () => {
    const caches = path.join(home, 'a/b');
    expect(cacheFolder('onex', { XDG_CACHE_HOME: caches })).to.equal(path.join(caches, 'onex'));
  });

  it('is none where the home is a relative path, which would be below the folder of the user', () => {
    expect(cacheFolder('onex', { HOME: 'relative-home' })).to.equal(null);
    expect(existsSync('relative-home')).to.equal(false);
  });

  it('is not created in the home of another user', function () {
    if (process.getuid === undefined) this.skip();
    const original = process.getuid;
    process.getuid = () => original() + 1;
    try {
      expect(cacheFolder('onex', { HOME: home })).to.equal(null);
    } finally {
      process.getuid = original;
    }
    expect(existsSync(path.join(home, '.cache'))).to.equal(false);
  });

  it('is none where it belongs to another user', function () {
    if (process.getuid?.() !== 0) this.skip();
    const folder = cacheFolder('onex', { HOME: home })!;
    expect(statSync(folder).uid).to.equal(0);
    const original = process.getuid;
    process.getuid = () => 4711;
    try {
      expect(cacheFolder('onex', { HOME: home })).to.equal(null);
    } finally {
      process.getuid = original;
    }
  });
});
