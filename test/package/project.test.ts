import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { removeFolders } from '../support/folders.ts';
import { run } from '../support/process.ts';
import { busyBox } from './support/busybox.ts';
import { install, type Installed } from './support/installed.ts';

const NODE = 'nodes/node_billing_payment_effect/v1_0_0';

describe('a project of the packed generator, installed from its own tarball', function () {
  let installed: Installed;
  let project: string;
  before(async function () {
    this.timeout(300_000);
    installed = await install();
    project = await installed.home();
    const made = await installed.call('onex', ['effect', 'payment', '--domain', 'billing', '--yes'], {
      cwd: project,
    });
    expect(made).to.include({ code: 0, stderr: '' });
    const flags = ['install', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, stderr } = await run('npm', flags, { cwd: project });
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    await run('chmod', ['-R', 'a+rwX', project], { cwd: project });
  });
  after(removeFolders);

  /** Starts the node as a user does whose home is `home`, and stops it once it is started and `look` has looked. */
  async function startAndStop(
    home: string,
    look?: (healthUrl: string) => Promise<void>,
  ): Promise<{ code: number | null; stderr: string }> {
    const { env, ...user } = installed.user;
    const child = spawn('./start_node.ts', {
      cwd: join(project, NODE),
      env: { ...env, HOME: home },
      ...user,
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.includes('"message":"started"')) return;
      const { health } = JSON.parse(line) as { health: string };
      void (async () => {
        try {
          await look?.(health);
        } catch (error) {
          stderr += String(error);
        }
        child.kill('SIGTERM');
      })();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stderr };
  }

  it('brings along what the runtime does not hold, and nothing else', async () => {
    const listed = (await readdir(join(project, 'node_modules'))).filter((name) => !name.startsWith('.'));
    expect(listed).to.have.members([
      'cockatiel',
      'consul',
      'kafkajs',
      'onex-runtime',
      'papi',
      'uuid',
      'xstate',
      'zod',
    ]);
    const licences = join(project, 'node_modules/onex-runtime/dist/THIRD-PARTY-LICENSES.txt');
    for (const name of ['pino', 'prom-client', 'yaml']) {
      expect(await readFile(licences, 'utf8')).to.match(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  it('starts a node by its name and leaves compiled code for the next start in the home of the user', async () => {
    const home = await installed.home();
    expect(await startAndStop(home)).to.deep.equal({ code: 0, stderr: '' });
    const folder = join(home, '.cache/onex-runtime');
    const kept = await readdir(folder, { recursive: true });
    expect(kept).to.not.deep.equal([]);
    expect(await startAndStop(home)).to.deep.equal({ code: 0, stderr: '' });
    // Nothing was compiled anew.
    expect(await readdir(folder, { recursive: true })).to.have.members(kept);
  });

  it('serves metrics', async () => {
    let metrics = '';
    const look = async (healthUrl: string): Promise<void> => {
      metrics = await (await fetch(new URL('/metrics', healthUrl))).text();
    };
    expect(await startAndStop(await installed.home(), look)).to.deep.equal({ code: 0, stderr: '' });
    expect(metrics).to.include('process_resident_memory_bytes{node="node_billing_payment_effect"}');
  });

  it('starts a node for a user without a home', async () => {
    expect(await startAndStop('/nonexistent')).to.deep.equal({ code: 0, stderr: '' });
  });

  it('runs where env and sh are those of BusyBox: every program by its name, and the scripts', async () => {
    const { shell, commandOf } = await busyBox();
    const { env, ...user } = installed.user;
    const call = async (script: string, ...args: string[]) => {
      const [file, ...rest] = await commandOf(script);
      return run(file, [...rest, ...args], { cwd: project, env, ...user });
    };
    const onex = join(env['PATH']?.split(':')[0] ?? '', 'onex');
    const runtime = join(project, 'node_modules/.bin/onex-runtime');
    const version = /^\S*\s?\d+\.\d+\.\d+\n$/u;
    for (const script of [join(project, NODE, 'start_node.ts'), onex, runtime]) {
      const { code, stdout, stderr } = await call(script, '--version');
      expect({ code, stderr }, script).to.deep.equal({ code: 0, stderr: '' });
      expect(stdout).to.match(version);
    }
    const started = await run('npm', ['start', '--silent', `--script-shell=${shell}`, '--', '--version'], {
      cwd: project,
      env,
      ...user,
    });
    expect(started).to.deep.include({ code: 0, stderr: '' });
    expect(started.stdout).to.match(version);
  });
});
