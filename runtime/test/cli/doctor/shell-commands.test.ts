import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { checkShellCommands, isInstalled } from '../../../src/cli/doctor/checks/shell-commands.ts';

describe('the commands that a shell finds', () => {
  let folder: string;
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    folder = mkdtempSync(path.join(tmpdir(), 'onex-path-'));
    for (const name of ['python', 'npm', 'package/dist'])
      mkdirSync(path.join(folder, name), { recursive: true });
  });
  afterEach(() => folder && rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    chmodSync(file, 0o755);
    return file;
  };
  const installPython = (): string =>
    write('python/onex', '#!/venv/bin/python3.12\nfrom omnibase_core.cli import main\nmain()\n');
  const installOurs = (): void => {
    write('package/package.json', '{"name": "generator-onex"}');
    symlinkSync(write('package/dist/onex.js', '#!/usr/bin/env node\n'), path.join(folder, 'npm/onex'));
  };
  const look = (...folders: string[]): string => {
    const PATH = folders.map((name) => path.join(folder, name)).join(path.delimiter);
    const [onex] = checkShellCommands({ PATH });
    return `${onex?.severity ?? 'good'}: ${onex?.message.replaceAll(folder, '')} (${onex?.remedy})`;
  };

  it('are those of a Python package where its folder comes first in PATH', () => {
    installPython();
    installOurs();
    expect(look('python', 'npm')).to.equal(
      'warning: the shell finds /python/onex, which a Python package installed (run npx onex for that of the project)',
    );
  });

  it('are ours where npm’s folder comes first', () => {
    installPython();
    installOurs();
    expect(look('npm', 'python')).to.equal('good: the shell finds /npm/onex (null)');
  });

  it('are no files that cannot be run, and may be none at all', () => {
    chmodSync(installPython(), 0o644);
    expect(look('python')).to.equal(
      'good: the shell finds none; npx onex runs the one of the project (null)',
    );
  });

  it('are not those that npx and npm run find first, because only they put their folders into PATH', () => {
    installPython();
    installOurs();
    const npm = ['shop/node_modules/.bin', 'node_modules/.bin', 'npm/@npmcli/run-script/lib/node-gyp-bin'];
    for (const name of npm) mkdirSync(path.join(folder, name), { recursive: true });
    symlinkSync(path.join(folder, 'package/dist/onex.js'), path.join(folder, npm[0]!, 'onex'));
    expect(look(...npm, 'python')).to.contain('finds /python/onex');
    expect(look(...npm, ...npm, 'python', npm[0]!)).to.contain('finds /python/onex');
    expect(look(...npm)).to.contain('the shell finds none');
    // Without a package manager, the shell itself has that folder.
    expect(look(npm[0]!, 'python')).to.equal('good: the shell finds /shop/node_modules/.bin/onex (null)');
  });

  it('are those of Python also where the path of its environment is long or has spaces', () => {
    for (const interpreter of ['/long/bin/python', '"/with a space/bin/python3.13"', '/pypy/bin/pypy3']) {
      const start = `#!/bin/sh\n'''exec' ${interpreter} "$0" "$@"\n' '''\nimport sys\n`;
      write('python/onex', start);
      expect(look('python'), interpreter).to.contain('which a Python package installed');
    }
  });

  it('are not to be run with npx where the project has none, which would run another package', () => {
    const shop = path.join(folder, 'shop');
    const isOfProject = (command: string): boolean => isInstalled(command, path.join(shop, 'nodes'));
    const texts = (PATH: string): readonly string[] =>
      checkShellCommands({ PATH }, isOfProject).map(({ message, remedy }) => `${message} (${remedy})`);
    mkdirSync(path.join(shop, 'node_modules/.bin'), { recursive: true });
    mkdirSync(path.join(shop, 'nodes'));
    write('shop/node_modules/.bin/onex-runtime', '#!/usr/bin/env node\n');
    expect(texts(path.join(folder, 'npm'))).to.deep.equal([
      'the shell finds none, and the project has none (null)',
      'the shell finds none; npx onex-runtime runs the one of the project (null)',
    ]);
    const file = installPython();
    expect(texts(path.join(folder, 'python'))[0]).to.equal(
      `the shell finds ${file}, which a Python package installed (put the folder of the npm command first in PATH, or install generator-onex in the project and run npx onex)`,
    );
  });

  it('may be another program of that name', () => {
    write('npm/onex', '#!/bin/sh\necho other\n');
    expect(look('npm')).to.contain('warning').and.to.contain('which is another program');
  });
});
