import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const WRAPPED = path.join(ROOT, 'test/services/support/transport/wrapped-transport.ts');

describe('a suite with another transport', function () {
  this.timeout(60_000);
  /** Runs a test file in the suite of faults, in place of its own tests. */
  const run = (code: string, ...args: string[]) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'onex-suite-')), 'x.test.ts');
    writeFileSync(file, code);
    // Short, since the long tests are named beside the files that are given.
    const suite = [path.join(ROOT, 'scripts/suite.ts'), 'faults', '--short', ...args];
    // The first pattern matches no test of the suite; the services are not fetched.
    const options = ['--no-config', '--no-parallel', '--node-option', 'conditions=onex-source', file];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...suite, ...options],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, MOCHA_OPTIONS: '' } },
    );
    return { status, output: stdout + stderr };
  };
  const CHOICE = `
    import { spawnSync } from 'node:child_process';
    import { expect } from ${JSON.stringify(import.meta.resolve('chai'))};
    const choose = ${JSON.stringify(path.join(ROOT, 'runtime/src/event-bus/transports/choose-transport.ts'))};
    const script = \`
      const { chooseTransport } = await import(\${JSON.stringify(choose)});
      const settings = { kafkaServers: ['127.0.0.1:1'], skipEventBus: false, createTopics: false, concurrency: 1 };
      const logger = { debug() {}, info() {}, warn() {}, error() {} };
      const options = { given: undefined, settings, clientId: 'x', logger, environment: {} };
      console.log('kind:', (await chooseTransport(options)).transport.kind);
      process.exit(0);\`;
    it('is used by the nodes of the suite', () => {
      const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', '--input-type=module'];
      const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', script], { encoding: 'utf8' });
      console.log(stdout, stderr);
    });`;

  it('uses it in the tests and in the processes that they start', () => {
    const { status, output } = run(CHOICE, '--transport', WRAPPED);
    expect(output).to.include('kind: wrapped');
    expect(status).to.equal(0);
  });

  it('uses the shipped one without the option', () => {
    expect(run(CHOICE).output).to.include('kind: kafka');
  });

  it('refuses a module that is not there in one line', () => {
    const { status, output } = run('', '--transport', '/nowhere/transport.ts');
    expect([status, output.trim()]).to.deep.equal([1, '--transport: /nowhere/transport.ts does not exist.']);
  });

  it('says what a module without the function lacks', () => {
    const { output } = run(
      CHOICE,
      `--transport=${path.join(ROOT, 'runtime/src/event-bus/retry/backoff.ts')}`,
    );
    expect(output).to.not.include('kind: ');
    expect(output).to.include('backoff.ts exports no function createTransport');
  });
});
