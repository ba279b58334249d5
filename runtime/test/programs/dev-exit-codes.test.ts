/** What a shell or a supervisor sees of commands that go wrong in ways nobody planned for. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { CliError } from '../../src/cli/cli-error.ts';
import { NODES, writeProject, type TestProject } from '../cli/support/project.ts';
import { kill, run, start, type Running } from '../cli/support/run.ts';
import { runHere } from '../cli/support/run-here.ts';

describe('a command that throws', () => {
  const tail = COMMANDS.find(({ name }) => name === 'tail')!;
  const { load } = tail;
  const throwing = async (error: unknown, ...options: string[]) => {
    Object.assign(tail, {
      load: async () => ({
        ...(await load()),
        options: { debug: { type: 'boolean' } },
        run: () => Promise.reject(error),
      }),
    });
    return runHere(['tail', ...options], { cwd: tmpdir() });
  };
  afterEach(() => {
    Object.assign(tail, { load });
  });

  it('exits with 1 and one line, which cannot steer the terminal', async () => {
    expect(await throwing(new TypeError('no\u001b[2J tape\nsecond line'))).to.deep.equal({
      code: 1,
      stdout: '',
      stderr: '✗ no\\u001b[2J tape. Add --debug to see the stack trace\n',
    });
    expect(await throwing('just text')).to.include({
      code: 1,
      stderr: '✗ just text. Add --debug to see the stack trace\n',
    });
  });

  it('shows with --debug where it failed', async () => {
    const { code, stderr } = await throwing(new TypeError('no tape'), '--debug');
    expect(code).to.equal(1);
    expect(stderr).to.match(/^✗ TypeError: no tape\n {4}at /);
  });

  it('exits with the code of an error that was planned for, and prints all its lines', async () => {
    expect(await throwing(new CliError('first\nsecond\u202e'))).to.deep.equal({
      code: 1,
      stdout: '',
      stderr: '✗ first\nsecond\\u202e\n',
    });
    expect((await throwing(new CliError('act', { exitCode: 2 }))).code).to.equal(2);
  });
});

describe('a reader that goes away', () => {
  it('is no failure', async () => {
    const running = start(['--help'], { cwd: tmpdir() });
    running.child.stdout!.destroy();
    const { code, stderr } = await running.ended;
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
  });
});

describe('dev that goes wrong', () => {
  const PAYMENT = 'node_billing_payment_effect';
  const CHECKOUT = 'node_billing_checkout_orchestrator';
  let project: TestProject;
  let dev: Running | undefined;
  /** Puts code at the end of the payment's shutdown. */
  const atShutdown = (code: string): void =>
    project.write(
      `nodes/${PAYMENT}/v1_0_0/node.ts`,
      NODES[PAYMENT]['node.ts']!.replace('await super.shutdown();', `await super.shutdown(); ${code}`),
    );

  beforeEach(() => {
    project = writeProject([PAYMENT, CHECKOUT]);
  });
  afterEach(async () => {
    await kill(dev);
    dev = undefined;
    project.remove();
  });
  const ready = async (...args: string[]): Promise<Running> => {
    dev = start(['dev', ...args], { cwd: project.root });
    await dev.until('Ready.');
    return dev;
  };

  it('exits with 1 when a node does not end well, and names the node and the reason', async () => {
    atShutdown("throw new Error('ledger is not closed');");
    const { child, ended } = await ready();
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(code).to.equal(1);
    expect(stderr).to.include(`${PAYMENT} did not stop cleanly: ledger is not closed\n`);
    expect(stderr).not.to.include(CHECKOUT);
    expect(existsSync(path.join(project.root, '.onex-state/dev.json'))).to.equal(false);
  });

  it('exits with 1 when a node does not end in time', async () => {
    atShutdown('await new Promise(() => {});');
    const { child, ended } = await ready();
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).to.equal(1);
    expect(stderr).to.match(/^node_billing_payment_effect was cut off after [\d.]+ s, 0 in progress$/m);
  });

  it('exits with 130 at a second signal', async () => {
    atShutdown('await new Promise(() => {});');
    const { child, ended, until } = await ready();
    child.kill('SIGINT');
    await until('Ending …');
    // The same signal at once is the same request: npm, onex, and the terminal may each deliver it.
    await pause(750);
    child.kill('SIGINT');
    expect((await ended).code).to.equal(130);
  });

  it('exits with the code of the last run when it watches', async () => {
    atShutdown("throw new Error('ledger is not closed');");
    const { child, ended } = await ready('--watch');
    child.kill('SIGTERM');
    expect((await ended).code).to.equal(1);
  });

  it('exits with 1 when one of the nodes does not start, and stops those that did', async () => {
    project.write(
      `nodes/${CHECKOUT}/v1_0_0/node.ts`,
      NODES[CHECKOUT]['node.ts']!.replace('await super.initialize();', "throw new Error('no map');"),
    );
    const { code, stdout, stderr } = await run(['dev'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.match(
      new RegExp(
        `^✗ ${CHECKOUT} does not start: no map \\(nodes/${CHECKOUT}/v1_0_0/node\\.ts:\\d+:\\d+\\)\\n$`,
        'u',
      ),
    );
    expect(stdout).not.to.include('Ready.');
    expect(existsSync(path.join(project.root, '.onex-state/dev.json'))).to.equal(false);
  });

  it('exits with 1 at an error that a node lets through while it runs', async () => {
    project.write(
      `nodes/${PAYMENT}/v1_0_0/node.ts`,
      NODES[PAYMENT]['node.ts']!.replace(
        'await openEventBus(this);',
        "await openEventBus(this); setTimeout(() => { throw new Error('late'); }, 300);",
      ),
    );
    dev = start(['dev'], { cwd: project.root });
    const { code, stderr } = await dev.ended;
    expect(code).to.equal(1);
    expect(stderr).to.include('late');
  });
});
