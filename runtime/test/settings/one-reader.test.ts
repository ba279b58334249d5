import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { configureNode, type DevEnvironment } from '../../src/cli/dev/nodes/config.ts';
import { stateDirectory } from '../../src/cli/project/state-directory.ts';
import { settingsOfFields } from '../../src/event-bus/hosts/host-settings.ts';
import { configure, type ConfigureOptions } from '../../src/start/configuration/configure.ts';
import { placeInEnvironment, readEnvFile, withEnvFile } from '../../src/start/configuration/env-file.ts';
import { projectRoot } from '../../src/start/project-root.ts';
import { fakeContract } from '../event-bus/fake-node.ts';
import { writeProject, type TestProject } from '../cli/support/project.ts';
import { runHere } from '../cli/support/run-here.ts';

const NODE = 'node_billing_payment_effect';
const HOST = { bootstrapServers: undefined, serviceName: 'billing', instanceId: undefined };

describe('every reader of settings', () => {
  let project: TestProject;
  before(() => {
    project = writeProject([NODE]);
  });
  after(() => project.remove());
  const configured = (options: Partial<ConfigureOptions>) =>
    configure({
      contract: fakeContract({}),
      contractFile: 'contract.yaml',
      model: null,
      file: null,
      flags: {},
      environment: {},
      root: project.root,
      ...options,
    });
  const read = (environment: Record<string, string>, runtime = '{}') => {
    project.write('config/payment.yaml', `runtime: ${runtime}\n`);
    return configured({ file: path.join(project.root, 'config/payment.yaml'), environment }).settings;
  };
  const inDev = (env: Record<string, string>) => {
    const folder = path.join(project.root, 'nodes', NODE, 'v1_0_0');
    const node = { folder: { name: NODE, folder, contractFile: path.join(folder, 'contract.yaml') } };
    return configureNode({ ...node, configModel: null } as never, {
      env,
      placeOf: (variable: string) => variable,
      root: project.root,
      stateDir: path.join(project.root, '.onex-state'),
      configDir: null,
      logLevel: null,
    } satisfies DevEnvironment);
  };
  const message = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('was not refused');
  };

  it('takes a relative state directory from the folder of the project, wherever it is started', () => {
    const entry = `file://${project.root}/nodes/${NODE}/v1_0_0/start_node.ts`;
    expect(projectRoot(entry)).to.equal(project.root);
    for (const [given, expected] of [
      ['state', 'state'],
      ['../state', '../state'],
      ['./a/b/', 'a/b'],
    ] as const) {
      const directory = path.join(project.root, expected);
      expect(read({ ONEX_STATE_DIR: given }).stateDir).to.equal(directory);
      expect(read({}, `{state_dir: ${given}}`).stateDir).to.equal(directory);
      expect(stateDirectory(project.root, { ONEX_STATE_DIR: given })).to.equal(directory);
    }
    expect(read({ ONEX_STATE_DIR: '/var/state' }).stateDir).to.equal(path.resolve('/var/state'));
    expect(read({}).stateDir).to.equal(stateDirectory(project.root, {}));
  });

  it('refuses a state directory that is a file, or is below one, with its source', () => {
    project.write('taken', '');
    for (const given of ['taken', 'taken/state']) {
      const problem = `${path.join(project.root, 'taken')} is not a directory.`;
      expect(message(() => read({ ONEX_STATE_DIR: given }))).to.equal(`ONEX_STATE_DIR: ${problem}`);
      expect(message(() => read({}, `{state_dir: ${given}}`))).to.match(
        /payment\.yaml:1:\d+: runtime\.state_dir: .*taken is not a directory\.$/u,
      );
      expect(inDev({ ONEX_STATE_DIR: given }).settings.stateDir).to.equal(
        path.join(project.root, '.onex-state'),
      );
    }
    expect(read({ ONEX_STATE_DIR: 'not/yet' }).stateDir).to.equal(path.join(project.root, 'not/yet'));
  });

  it('finds the same project where a folder of nodes has its own package.json', () => {
    const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'onex-guest-'));
    try {
      mkdirSync(path.join(root, 'nodes/a/v1_0_0'), { recursive: true });
      writeFileSync(path.join(root, 'nodes/package.json'), '{"type": "module"}');
      expect(projectRoot(`file://${root}/nodes/a/v1_0_0/start_node.ts`)).to.equal(root);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('waits as long as a timer can where a time is longer, and refuses a time above a year', () => {
    expect(read({}, '{shutdown_timeout: 2592000}').shutdownTimeoutMs).to.equal(2 ** 31 - 1);
    expect(message(() => read({}, '{shutdown_timeout: 99999999999}'))).to.match(
      /payment\.yaml:1:\d+: runtime\.shutdown_timeout: expected a number of seconds/u,
    );
  });

  it('refuses empty values of files and flags, and takes an empty variable as not set', () => {
    for (const key of ['host', 'log_level', 'port', 'kafka_servers', 'state_dir', 'concurrency']) {
      const [empty, missing] = [`{${key}: ""}`, `{${key}: }`].map((text) => message(() => read({}, text)));
      expect(empty, key).to.match(/payment\.yaml:1:\d+: runtime\.\w+: expected/u);
      expect(missing, key).to.match(/runtime\.\w+: expected/u);
    }
    expect(read({ ONEX_LOG_LEVEL: '', ONEX_PORT: ' ' })).to.include({ logLevel: 'info', port: 0 });
  });

  it('names the line of .env that sets a value', () => {
    project.write('.env', '# settings\nexport ONEX_HOST=a\nONEX_PORT = many\n');
    const envFile = readEnvFile(project.root);
    const refused = (shell: Record<string, string>): string =>
      message(() =>
        configured({
          environment: withEnvFile(shell, envFile),
          placeOf: placeInEnvironment(shell, envFile),
        }),
      );
    const file = path.join(project.root, '.env');
    expect(refused({})).to.equal(`${file}:3: ONEX_PORT: expected a port from 0 to 65535.`);
    expect(refused({ ONEX_PORT: 'x' })).to.equal('ONEX_PORT: expected a port from 0 to 65535.');
    expect(refused({ ONEX_PORT: '1', ONEX_HEARTBEAT_SECONDS: '-1' })).to.match(
      /^ONEX_HEARTBEAT_SECONDS must be /u,
    );
    project.write('.env', '');
  });

  it('refuses a misspelled variable, unless a contract of the project declares it', async () => {
    const refused = message(() => read({ ONEX_LOG_LEVL: 'debug' }));
    expect(refused).to.match(/^ONEX_LOG_LEVL: no node reads this variable\. Did you mean ONEX_LOG_LEVEL\?/u);
    const own = { environment: [{ name: 'ONEX_LOG_LEVL', required: false, description: null }] };
    const environment = { ONEX_LOG_LEVL: '1', ONEX_SOMETHING_ELSE: '1' };
    const { warnings } = configured({ environment, contract: fakeContract(own as never) });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('ONEX_SOMETHING_ELSE');
    project.write('.env', 'ONEX_HSOT=a\n');
    const { code, stdout } = await runHere(['doctor', '--json'], {
      cwd: project.root,
      env: { ONEX_LOG_LEVL: 'debug' },
    });
    expect(code).to.equal(1);
    expect(stdout).to.include('Did you mean ONEX_LOG_LEVEL?').and.include('.env:1: ONEX_HSOT');
    project.write('.env', '');
  });

  it('of dev ignores settings that have no effect there, and refuses the others', () => {
    const without = {
      CONSUL_HTTP_ADDR: 'unix:///run/consul',
      KAFKA_BOOTSTRAP_SERVERS: 'nonsense',
      KAFKA_SECURITY_PROTOCOL: 'nonsense',
      ONEX_STATE_URL: 'mysql://a/b',
      ONEX_PORT: 'http',
      ONEX_LOG_LEVEL: '',
      ONEX_ADVERTISE_HOST: '0.0.0.0',
    };
    expect(inDev(without).settings).to.include({
      kafkaServers: null,
      consulUrl: null,
      stateUrl: null,
      port: 0,
    });
    expect(message(() => inDev({ ONEX_CONCURRENCY: 'many' }))).to.match(/^ONEX_CONCURRENCY: expected/u);
    expect(message(() => inDev({ ONEX_LOG_LEVEL: 'loud' }))).to.match(/^ONEX_LOG_LEVEL: expected/u);
  });

  it('of a class that is no node has the same values and the same refusals as that of a node', () => {
    const environment = {
      CONSUL_HTTP_ADDR: 'consul:8500',
      ONEX_CONCURRENCY: '3',
      ONEX_MAX_DELIVERIES: '2',
      ONEX_DEDUPLICATION_WINDOW: '2d',
      ONEX_GROUP_PER_VERSION: 'TRUE',
      ONEX_ENVIRONMENT: ' prod ',
    };
    const { stateDir: _, ...ofNode } = read(environment);
    const { stateDir: __, ...ofHost } = settingsOfFields(HOST, environment);
    expect(ofHost).to.deep.equal({ ...ofNode, serviceName: 'billing' });
    for (const [name, value] of [
      ['CONSUL_HTTP_ADDR', 'unix:///run/consul'],
      ['ONEX_CONCURRENCY', '0'],
      ['ONEX_HEARTBEAT_SECONDS', 'often'],
      ['ONEX_ENVELOPE_VERSION', '9'],
      ['ONEX_OPERATION_IN_PAYLOAD', 'maybe'],
      ['ONEX_PLATFORM_EVENTS', 'log-entrys'],
    ] as const) {
      const wrong = { [name]: value };
      for (const reader of [() => settingsOfFields(HOST, wrong), () => read(wrong)])
        expect(message(reader), name).to.include(name);
    }
    expect(message(() => settingsOfFields({ ...HOST, bootstrapServers: 'kafka' }, {}))).to.match(
      /^bootstrapServers: expected host:port/u,
    );
  });
});
