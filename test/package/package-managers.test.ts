import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex, run, type Outcome } from '../support/process.ts';
import { pack } from './support/installed.ts';

interface Manager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** The npm package that brings it; null: it comes with Node. */
  readonly from: string | null;
  readonly lock: string;
  /** Whether it installs the runtime into a package of a workspace. */
  readonly workspaces: boolean;
  readonly files: Readonly<Record<string, string>>;
}

const MANAGERS: Readonly<Record<string, Manager>> = {
  npm: {
    name: 'npm',
    from: null,
    lock: 'package-lock.json',
    workspaces: true,
    files: {},
  },
  pnpm: {
    name: 'pnpm',
    from: 'pnpm@10.28.2',
    lock: 'pnpm-lock.yaml',
    workspaces: true,
    files: { 'pnpm-workspace.yaml': 'packages: [packages/*]\n' },
  },
  'yarn classic': {
    name: 'yarn',
    from: 'yarn@1.22.22',
    lock: 'yarn.lock',
    workspaces: false,
    files: {},
  },
  'yarn berry': {
    name: 'yarn',
    from: '@yarnpkg/cli-dist@4.18.1',
    lock: 'yarn.lock',
    workspaces: true,
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n', 'yarn.lock': '' },
  },
  bun: {
    name: 'bun',
    from: 'bun@1.4.5',
    lock: 'bun.lock',
    workspaces: true,
    files: {},
  },
};

/** Returns the value of `packageManager` in package.json; undefined for a manager that comes with Node. */
const pinned = ({ name, from }: Manager): string | undefined =>
  from === null ? undefined : `${name}@${from.replace(/^.*@/, '')}`;

const LOCKS = new Set(['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb']);

describe('projects under every package manager', function () {
  this.timeout(300_000);
  before(built);
  after(removeFolders);

  async function bringManager({ name, from }: Manager): Promise<string> {
    const path = process.env['PATH'] ?? '';
    if (from === null) return path;
    const prefix = await folder();
    const flags = ['--prefix', prefix, '--no-audit', '--no-fund', '--loglevel=error'];
    const outcome = await run('npm', ['install', ...flags, from], { cwd: prefix });
    if (outcome.code !== 0) throw new Error(`${name}: ${outcome.stderr}`);
    return `${join(prefix, 'node_modules/.bin')}${delimiter}${path}`;
  }

  for (const [title, manager] of Object.entries(MANAGERS)) {
    it(`${title} installs, tests, and runs nodes in a CommonJS application and in a package of a workspace`, async () => {
      const env = { PATH: await bringManager(manager), CI: '', npm_config_user_agent: '' };
      const workspace = await folder();
      const shop = manager.workspaces ? join(workspace, 'packages/shop') : join(workspace, 'shop');
      await mkdir(join(workspace, '.git'));
      await mkdir(shop, { recursive: true });
      const write = (path: string, text: string) => writeFile(join(workspace, path), text);
      await write(
        'package.json',
        JSON.stringify({
          name: 'workspace',
          private: true,
          ...(manager.workspaces && { workspaces: ['packages/*'] }),
          packageManager: pinned(manager),
        }),
      );
      await writeFile(
        join(shop, 'package.json'),
        JSON.stringify({
          name: 'shop',
          version: '1.0.0',
          main: 'index.js',
          scripts: { test: 'node index.js' },
        }),
      );
      await writeFile(join(shop, 'index.js'), "console.log(require('node:path').join('app', 'ok'));\n");
      for (const [path, text] of Object.entries(manager.files)) await write(path, text);

      const made = await onex(['effect', 'payment', '--domain', 'billing', '--yes', '--install'], {
        cwd: shop,
        env,
      });
      expect(made.code, made.stderr + made.stdout).to.equal(0);
      expect(made.stdout).to.match(/onex:test/);
      const locks = [workspace, shop].map(async (at) =>
        (await readdir(at)).filter((name) => LOCKS.has(name)),
      );
      expect((await Promise.all(locks)).flat()).to.deep.equal([manager.lock]);
      expect(await readFile(join(shop, 'nodes/README.md'), 'utf8')).to.include(`${manager.name} `);

      const call = (...args: string[]): Promise<Outcome> => run(manager.name, args, { cwd: shop, env });
      const own = await call('run', 'test');
      expect(own.stdout, own.stderr).to.match(/app.ok/);
      for (const script of ['onex:test', 'onex:typecheck', 'onex:lint']) {
        const outcome = await call('run', script);
        expect(outcome.code, `${script}: ${outcome.stdout}${outcome.stderr}`).to.equal(0);
      }
      for (const command of ['status', 'doctor']) {
        const outcome = await onex([command], { cwd: shop, env });
        expect(outcome.code, `${command}: ${outcome.stdout}${outcome.stderr}`).to.equal(0);
      }
    });
  }

  it("yarn with Plug'n'Play runs the generator from its archive, and is refused for nodes in one line", async () => {
    const berry = MANAGERS['yarn berry']!;
    const env = { PATH: await bringManager(berry), CI: '', npm_config_user_agent: '' };
    const root = await folder();
    await writeFile(
      join(root, '.yarnrc.yml'),
      'nodeLinker: pnp\nenableTelemetry: false\nenableGlobalCache: false\n',
    );
    await writeFile(join(root, 'yarn.lock'), '');
    await writeFile(
      join(root, 'package.json'),
      JSON.stringify({
        name: 'shop',
        packageManager: pinned(berry),
        devDependencies: { 'generator-onex': `file:${await pack(root)}` },
      }),
    );
    const call = (...args: string[]): Promise<Outcome> => run('yarn', args, { cwd: root, env });
    const installed = await call('install');
    expect(installed.code, installed.stdout).to.equal(0);
    for (const args of [
      ['effect', 'payment', '--domain', 'billing', '--yes'],
      ['add', 'payment', 'operation', 'refund', '--yes'],
      ['upgrade', '--yes'],
      ['status'],
    ]) {
      const { code, stdout, stderr } = await call('run', 'onex', ...args);
      expect(code, `${args.join(' ')}: ${stdout}${stderr}`).to.equal(0);
    }
    const { code, stdout, stderr } = await call('run', 'onex', 'dev');
    expect(code).to.equal(1);
    expect(stdout + stderr).to.match(/^error: .*nodeLinker: node-modules.*\n$/);
  });
});
