import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { NODES, writeProject, type TestProject } from '../cli/support/project.ts';
import { runHere } from '../cli/support/run-here.ts';
import { kill, run, start, type Running } from '../cli/support/run.ts';

const CHECKOUT = 'node_billing_checkout_orchestrator';
const PAYMENT = 'node_billing_payment_effect';
const PAYMENT_SOURCE = NODES[PAYMENT]['node.ts']!;

describe('dev', function () {
  let project: TestProject;
  let dev: Running | undefined;
  let tail: Running | undefined;

  beforeEach(() => {
    project = writeProject([PAYMENT, CHECKOUT]);
  });
  afterEach(async () => {
    await kill(tail);
    await kill(dev);
    [dev, tail] = [undefined, undefined];
    project.remove();
  });

  it('ends at SIGTERM with the shutdown event of every node, exit code 0, and nothing left behind', async () => {
    dev = start(['dev'], { cwd: project.root });
    await dev.until('Ready.');
    tail = start(['tail', '--follow'], { cwd: project.root });
    // Once it prints something it follows.
    while (tail.stdout() === '')
      await runHere(['send', 'payment:create', '{"amount": 1}'], { cwd: project.root });
    dev.child.kill('SIGTERM');
    const ended = await dev.ended;
    expect(ended.code, ended.stderr).to.equal(0);
    await tail.until('dev has ended; waiting for the next one');
    tail.child.kill('SIGINT');
    const followed = await tail.ended;
    expect(followed.code).to.equal(0);
    expect(followed.stdout).to.include(`shutdown: ${PAYMENT} (effect)`);
    expect(followed.stdout).to.include(`shutdown: ${CHECKOUT} (orchestrator)`);
    expect(existsSync(path.join(project.root, '.onex-state/dev.json'))).to.equal(false);
  });

  it('ends at SIGHUP, delivered twice as by a terminal and npm, as at SIGTERM', async () => {
    dev = start(['dev'], { cwd: project.root });
    await dev.until('Ready.');
    dev.child.kill('SIGHUP');
    dev.child.kill('SIGHUP');
    const { code, stdout } = await dev.ended;
    expect(code).to.equal(0);
    expect(stdout).to.include('Ending …');
    expect(existsSync(path.join(project.root, '.onex-state/dev.json'))).to.equal(false);
  });

  it('runs only the nodes that are named, with configurations from a folder, and logs JSON when told', async () => {
    project.write(`settings/${PAYMENT}.yaml`, 'limit: 7\n');
    dev = start(['dev', 'payment', '--config-dir', 'settings', '--json'], { cwd: project.root });
    await dev.until('"message":"ready"');
    const { stdout } = await runHere(['send', 'payment:create', '{"amount": 1}'], { cwd: project.root });
    expect(JSON.parse(stdout)).to.have.property('limit', 7);
    const other = await runHere(['send', 'checkout', '{"amount": 1}'], { cwd: project.root });
    expect(other.stderr).to.include(
      'The dev that runs does not know checkout, but a contract of the project',
    );
    for (const line of dev.stdout().trimEnd().split('\n'))
      expect(() => JSON.parse(line) as unknown).to.not.throw();
  });

  it('lets send say that it has to be started again for what a contract has got since', async () => {
    dev = start(['dev', 'payment'], { cwd: project.root });
    await dev.until('Ready.');
    const contract = path.join(project.root, `nodes/${PAYMENT}/v1_0_0/contract.yaml`);
    const refund = '  - operation: refund\n    operation_type: refund\nretry_policies:';
    writeFileSync(contract, readFileSync(contract, 'utf8').replace('retry_policies:', refund));
    const sent = (target: string) => runHere(['send', target, '{}'], { cwd: project.root });
    expect(await sent('payment:refund')).to.deep.equal({
      code: 1,
      stdout: '',
      stderr:
        '✗ The dev that runs does not know payment:refund, but a contract of the project does. ' +
        'Start dev again; npm run dev -- --watch does so after each change\n',
    });
    expect((await sent('payment:refnd')).stderr).to.include('has no operation "refnd"');
    await kill(dev);
    dev = undefined;
    const { code, stderr } = await run(['dev', 'payment'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.include(
      `the contract's operation refund has no code under handlers (write it, or run: onex upgrade ${PAYMENT})`,
    );
    const doctor = await runHere(['doctor'], { cwd: project.root });
    expect(doctor.code).to.equal(1);
    expect(doctor.stdout).to.include(
      `nodes/${PAYMENT}/v1_0_0/contract.yaml has operation refund without code (onex upgrade ${PAYMENT}, or write it)`,
    );
  });

  it('lets send say when no answer comes in time', async () => {
    dev = start(['dev', 'checkout'], { cwd: project.root });
    await dev.until('Ready.');
    const { code, stdout, stderr } = await runHere(
      ['send', 'checkout', '{"amount": 1}', '--timeout', '300ms'],
      {
        cwd: project.root,
      },
    );
    expect(code).to.equal(1);
    expect(stdout).to.equal('');
    expect(stderr).to.match(
      /✗ No answer within 0\.3 s; it may still come\. See: onex-runtime tail --correlation /,
    );
  });

  it('warns of a step that nobody answers', async () => {
    dev = start(['dev', 'checkout'], { cwd: project.root });
    await dev.until('Ready.');
    expect(dev.stdout()).to.include(
      `No node here subscribes to onex.cmd.billing.payment-requested.v1, which ${CHECKOUT} sends`,
    );
  });

  it('is waited for by tail --follow, before its start and after its end', async () => {
    tail = start(['tail', '--follow', '--json'], { cwd: project.root });
    await tail.until('dev is not running in this project; waiting for it (npm run dev), until Ctrl-C');
    const starts = (): number[] => {
      const lines = tail!
        .stdout()
        .split('\n')
        .filter((line) => line.includes('"reason":"startup"'));
      return lines.map(
        (line) => (JSON.parse(line) as { value: { payload: { pid: number } } }).value.payload.pid,
      );
    };
    for (const count of [1, 2]) {
      dev = start(['dev', 'payment'], { cwd: project.root });
      await tail.until(new RegExp(`(?:"reason":"startup"[^]*){${count}}`));
      dev.child.kill(count === 1 ? 'SIGKILL' : 'SIGTERM');
      await dev.ended;
      await tail.until(new RegExp(`(?:dev has ended; waiting for the next one[^]*){${count}}`));
    }
    expect(starts()).to.have.length(2);
    tail.child.kill('SIGTERM');
    expect((await tail.ended).code).to.equal(0);
  });

  it('forgets a dev that was killed', async () => {
    dev = start(['dev', 'payment'], { cwd: project.root });
    await dev.until('Ready.');
    await kill(dev);
    const { code, stderr } = await runHere(['tail'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.include(
      'dev is not running in this project. Start it in another terminal: npm run dev',
    );
    dev = start(['dev', 'payment'], { cwd: project.root });
    await dev.until('Ready.');
  });

  it('says in one line what keeps a node from being loaded or started', async () => {
    const file = `nodes/${PAYMENT}/v1_0_0/node.ts`;
    const attempts: [() => void, RegExp][] = [
      [
        () => project.write(file, 'export const x: = 1;\n'),
        /✗ nodes\/node_billing_payment_effect\/v1_0_0\/start_node\.ts cannot be loaded: .*\(nodes\/node_billing_payment_effect\/v1_0_0\/node\.ts:1/,
      ],
      [
        () => project.write(file, PAYMENT_SOURCE.replace("from 'zod'", "from './missing.ts'")),
        /cannot be loaded: nodes.*:\d+ imports \S*missing\.ts, which does not exist/,
      ],
      [
        () => {
          const broken = 'broken = (undefined as unknown as { x: number }).x;';
          project.write(file, PAYMENT_SOURCE.replace(/^export class .*\{$/mu, `$&\n  ${broken}`));
        },
        /does not start: Cannot read properties of undefined .*\(nodes\/node_billing_payment_effect\/v1_0_0\/node\.ts:\d+:\d+\)/,
      ],
      [
        () => {
          project.write(file, PAYMENT_SOURCE);
          project.write(`nodes/${PAYMENT}/v1_0_0/contract.yaml`, 'name: [\n');
        },
        /✗ node_billing_payment_effect does not start: .*contract\.yaml:\d+:\d+: /,
      ],
      [
        () => project.write(`nodes/${PAYMENT}/v1_0_0/start_node.ts`, 'export {};\n'),
        /start_node\.ts starts no node: it must call start\(\) of onex-runtime/,
      ],
    ];
    for (const [spoil, message] of attempts) {
      spoil();
      const { code, stderr } = await run(['dev', 'payment'], { cwd: project.root });
      expect(code).to.equal(1);
      expect(stderr).to.match(message);
      expect(stderr.trimEnd().split('\n'), stderr).to.have.length(1);
    }
  }).timeout(60_000);

  it('starts again when a file changes, waits when it is broken, and ends as a whole', async function () {
    const file = path.join(project.root, 'nodes', PAYMENT, 'v1_0_0/node.ts');
    // It writes files with the endings of sources into the project at each start, and into the state directory.
    const source = `import { writeFileSync } from 'node:fs';
for (const name of ['written.json', 'written.ts', '../../../state/written.yaml'])
  writeFileSync(new URL(\`./\${name}\`, import.meta.url), String(Math.random()));
${PAYMENT_SOURCE}`;
    writeFileSync(file, source);
    dev = start(['dev', '--watch'], { cwd: project.root, env: { ONEX_STATE_DIR: 'state' } });
    await dev.until('Ready.');
    const paid = async (): Promise<unknown> => {
      const { stdout } = await runHere(['send', 'payment:create', '{"amount": 2}', '-q'], {
        cwd: project.root,
        env: { ONEX_STATE_DIR: 'state' },
      });
      return (JSON.parse(stdout) as { paid: number }).paid;
    };
    expect(await paid()).to.equal(2);
    tail = start(['tail', '--follow', PAYMENT], { cwd: project.root, env: { ONEX_STATE_DIR: 'state' } });
    while (tail.stdout() === '') await paid();

    writeFileSync(file, source.replace('paid: amount', 'paid: amount * 10'));
    await dev.until(/(Ready\.[^]*){2}/);
    expect(dev.stderr()).to.include(`Changed: nodes/${PAYMENT}/v1_0_0/node.ts; starting again`);
    expect(await paid()).to.equal(20);
    await tail.until('dev started again');

    writeFileSync(file, 'this is no TypeScript');
    await dev.until('dev ended with exit code 1; it starts again when a file changes');
    writeFileSync(file, source);
    await dev.until(/(Ready\.[^]*){3}/);
    expect(await paid()).to.equal(2);

    dev.child.kill('SIGINT');
    const { code, stdout, stderr } = await dev.ended;
    expect(code).to.equal(0);
    const changed = stderr.split('\n').filter((line) => line.startsWith('Changed: '));
    expect(changed).to.deep.equal(Array(3).fill(`Changed: nodes/${PAYMENT}/v1_0_0/node.ts; starting again`));
    expect(stdout.trimEnd().endsWith('Ending …')).to.equal(true);
    await tail.until(/dev started again[^]*dev has ended/);
    expect(existsSync(path.join(project.root, 'state/dev.json'))).to.equal(false);
  }).timeout(90_000);
});
