/** The `.env` of a project, as every program of the project reads it: the environment has precedence. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { writeProject, type TestProject } from '../cli/support/project.ts';
import { kill, run, start, type Running } from '../cli/support/run.ts';
import { runHere } from '../cli/support/run-here.ts';

const PAYMENT = 'node_billing_payment_effect';
const FOLDER = `nodes/${PAYMENT}/v1_0_0`;

describe('.env', () => {
  let project: TestProject;
  let running: Running | undefined;
  beforeEach(() => {
    project = writeProject([PAYMENT]);
    appendFileSync(
      path.join(project.root, FOLDER, 'contract.yaml'),
      'config: { limit: { default: 100, env_var: PAY_LIMIT }, pay_secret: { env_var: PAY_SECRET } }\n',
    );
  });
  afterEach(async () => {
    await kill(running);
    running = undefined;
    project.remove();
  });
  /** The limit that a running dev answers with. */
  const limit = async (env: Record<string, string> = {}): Promise<unknown> => {
    const { stdout, stderr } = await runHere(['send', 'payment:create', '{"amount": 1}', '-q'], {
      cwd: project.root,
      env,
    });
    expect(stdout, stderr).not.to.equal('');
    return (JSON.parse(stdout) as { limit: unknown }).limit;
  };

  it('gives settings to the nodes of dev, which says so, under what the environment gives', async () => {
    project.write('.env', 'PAY_LIMIT=41\nONEX_LOG_LEVEL=debug\n');
    running = start(['dev'], { cwd: project.root });
    await running.until('Ready.');
    expect(running.stdout())
      .to.include('environment read from .env')
      .and.include(path.join(project.root, '.env'));
    expect(running.stdout()).to.match(/ DEBUG /);
    expect(await limit()).to.equal(41);
    await kill(running);
    running = start(['dev'], { cwd: project.root, env: { PAY_LIMIT: '42' } });
    await running.until('Ready.');
    expect(await limit()).to.equal(42);
  });

  it('goes before the config file, as the environment does', async () => {
    project.write('.env', 'PAY_LIMIT=41\n');
    project.write(`settings/${PAYMENT}.yaml`, 'limit: 7\n');
    running = start(['dev', '--config-dir', 'settings'], { cwd: project.root });
    await running.until('Ready.');
    expect(await limit()).to.equal(41);
  });

  it('is read anew by dev --watch when it changes', async () => {
    project.write('.env', 'PAY_LIMIT=41\n');
    running = start(['dev', '--watch'], { cwd: project.root });
    await running.until('Ready.');
    expect(await limit()).to.equal(41);
    project.write('.env', 'PAY_LIMIT=43\n');
    await running.until(/(Ready\.[^]*){2}/);
    expect(running.stderr()).to.include('Changed: .env; starting again');
    expect(await limit()).to.equal(43);
  });

  it('tells send and tail where dev keeps its state', async () => {
    project.write('.env', 'ONEX_STATE_DIR=elsewhere\n');
    mkdirSync(path.join(project.root, 'elsewhere'), { mode: 0o700 });
    running = start(['dev'], { cwd: project.root });
    await running.until('Ready.');
    expect(await limit()).to.equal(100);
    expect(
      (
        await runHere(['send', 'payment:create', '{}'], {
          cwd: project.root,
          env: { ONEX_STATE_DIR: 'other' },
        })
      ).code,
    ).to.equal(1);
  });

  for (const [what, args] of [
    ['start', ['start', 'payment']],
    ['start_node.ts', null],
  ] as const)
    it(`gives settings to a node that ${what} runs, which says so`, async () => {
      project.write('.env', `PAY_LIMIT=many\nONEX_STATE_DIR=${path.join(project.root, 'state')}\n`);
      const script = path.join(project.root, FOLDER, 'start_node.ts');
      const launch = (env: Record<string, string>): Running =>
        start(args ?? [], { cwd: project.root, env, ...(args === null ? { script } : {}) });
      const refused = await launch({}).ended;
      expect(refused.code).to.equal(1);
      expect(refused.stderr).to.match(/^start_node\.ts: \/.*\/\.env:1: PAY_LIMIT: limit: .*\n$/);
      running = launch({ PAY_LIMIT: '5' });
      await running.until(/"message":"started"/);
      expect(running.stdout()).to.include(
        `"file":"${path.join(project.root, '.env')}","message":"environment read from .env"`,
      );
    });

  it('is refused in one line when it cannot be read', async () => {
    mkdirSync(path.join(project.root, '.env'));
    for (const args of [['dev'], ['doctor'], ['start', 'payment']]) {
      const { code, stdout, stderr } = await run(args, { cwd: project.root });
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.match(/^✗ \S+\.env cannot be read: [^\n]*\n$/);
    }
  });

  describe('and doctor', () => {
    type Origin = { node: string | null; setting: string; value: string | null; from: string };
    const settings = async (env: Record<string, string>, ...args: string[]) => {
      const { stdout } = await runHere(['doctor', '--json', ...args], { cwd: project.root, env });
      const { settings: origins } = JSON.parse(stdout) as { settings: Origin[] };
      return (setting: string): string => {
        const found = origins.filter((origin) => origin.setting === setting);
        expect(found, setting).to.have.length(1);
        return `${found[0]!.value} from ${found[0]!.from}`;
      };
    };

    it('shows the value and the origin of every setting', async () => {
      project.write('.env', 'PAY_LIMIT=41\nONEX_PORT=8080\nONEX_HOST=from-file\n');
      project.write(`settings/${PAYMENT}.yaml`, 'limit: 7\nruntime:\n  shutdown_timeout: 9\n  port: 1\n');
      const of = await settings({ ONEX_HOST: 'h1' });
      expect(of('limit')).to.equal('41 from PAY_LIMIT (.env)');
      expect(of('port')).to.equal('8080 from ONEX_PORT (.env)');
      expect(of('host')).to.equal('h1 from ONEX_HOST (environment)');
      expect(of('concurrency')).to.equal('null from default');
      expect(of('pay_secret')).to.equal('null from not set');
      project.write('.env', '');
      const withFile = await settings({}, '--config-dir', 'settings');
      expect(withFile('limit')).to.equal(
        `7 from ${path.join(project.root, 'settings', `${PAYMENT}.yaml`)}:1:8`,
      );
      expect(withFile('runtime.shutdown_timeout')).to.include('9 from ').and.include(':3:21');
      expect(withFile('runtime.port')).to.include('1 from ');
      expect((await settings({}))('limit')).to.equal('100 from default');
    });

    it('hides secrets, by name and in URLs', async () => {
      project.write('.env', 'PAY_SECRET=hush-1\nONEX_STATE_URL=postgresql://u:hush-2@127.0.0.1:1/x\n');
      const { stdout } = await runHere(['doctor'], { cwd: project.root });
      expect(stdout).not.to.include('hush');
      expect(stdout).to.include('pay_secret: [hidden] from PAY_SECRET (.env)');
      expect(stdout).to.include(
        'state_url: postgresql://[redacted]@127.0.0.1:1/x from ONEX_STATE_URL (.env)',
      );
    });

    it('finds required settings that nothing gives, and none that a config file gives', async () => {
      const file = `${FOLDER}/contract.yaml`;
      const text =
        'config: { key: { env_var: PAY_KEY, required: true }, region: { type: str, required: true } }\n';
      project.write(file, readFileSync(path.join(project.root, file), 'utf8').replace(/^config:.*\n/m, text));
      const wrong = async (...args: string[]): Promise<string[]> => {
        const { stdout } = await runHere(['doctor', '--json', ...args], { cwd: project.root });
        const { findings } = JSON.parse(stdout) as { findings: { ok: boolean; message: string }[] };
        return findings.filter(({ ok }) => !ok).map(({ message }) => message);
      };
      expect(await wrong()).to.deep.equal(['not set: PAY_KEY', 'region has no value']);
      project.write(`settings/${PAYMENT}.yaml`, 'key: k\nregion: eu\n');
      expect(await wrong('--config-dir', 'settings')).to.deep.equal([]);
    });
  });
});
