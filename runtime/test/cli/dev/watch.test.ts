import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { watchProject, type Watcher } from '../../../src/cli/dev/watch.ts';

describe('the watch over a project', () => {
  let root: string;
  let watcher: Watcher;
  let report = Promise.withResolvers<readonly string[]>();
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const next = async (): Promise<readonly string[]> => {
    const files = await report.promise;
    report = Promise.withResolvers();
    return files;
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(realpathSync(tmpdir()), 'onex-watch-'));
    write('nodes/a/v1_0_0/node.ts', '1');
    write('node_modules/x/index.js', '1');
    report = Promise.withResolvers();
    watcher = watchProject(root, (files) => report.resolve(files), report.reject);
  });
  afterEach(() => {
    watcher.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('reports a file that was written, again and again', async () => {
    for (const text of ['2', '3']) {
      write('nodes/a/v1_0_0/node.ts', text);
      expect(await next()).to.deep.equal(['nodes/a/v1_0_0/node.ts']);
    }
  });

  it('still sees a file after an editor replaced it', async () => {
    for (const text of ['2', '3', '4']) {
      write('nodes/a/v1_0_0/draft~', text);
      renameSync(path.join(root, 'nodes/a/v1_0_0/draft~'), path.join(root, 'nodes/a/v1_0_0/node.ts'));
      expect(await next()).to.deep.equal(['nodes/a/v1_0_0/node.ts']);
    }
  });

  it('reports several changes at once, and files in folders that are new', async () => {
    write('nodes/b/v1_0_0/contract.yaml', 'x');
    write('nodes/b/v1_0_0/node.ts', 'x');
    expect(await next()).to.deep.equal(['nodes/b/v1_0_0/contract.yaml', 'nodes/b/v1_0_0/node.ts']);
    write('nodes/b/v1_0_0/node.ts', 'y');
    expect(await next()).to.deep.equal(['nodes/b/v1_0_0/node.ts']);
  });

  it('does not report what makes no difference to a running node', async () => {
    write('node_modules/x/index.js', '2');
    write('.onex-state/dev.json', '{}');
    write('nodes/a/v1_0_0/node.test.ts', 'x');
    write('nodes/a/README.md', 'x');
    write('package.json', '{}');
    expect(await next()).to.deep.equal(['package.json']);
  });

  it('goes on when a folder is removed and made again', async () => {
    rmSync(path.join(root, 'nodes/a'), { recursive: true });
    await next();
    for (const text of ['1', '2']) {
      write('nodes/a/v1_0_0/node.ts', text);
      expect(await next()).to.deep.equal(['nodes/a/v1_0_0/node.ts']);
    }
  });
});
