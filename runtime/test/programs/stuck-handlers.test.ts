import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { NODES, writeProject, type TestProject } from '../cli/support/project.ts';
import { runHere } from '../cli/support/run-here.ts';
import { kill, start, type Running } from '../cli/support/run.ts';

const PAYMENT = 'node_billing_payment_effect';
const PAYMENT_SOURCE = NODES[PAYMENT]['node.ts']!;

describe('dev with a handler that does not return', () => {
  let project: TestProject;
  let dev: Running | undefined;
  const file = (): string => path.join(project.root, 'nodes', PAYMENT, 'v1_0_0/node.ts');
  const LOOPING = PAYMENT_SOURCE.replace('paid: amount', "paid: (console.log('looping'), loop())").concat(
    'function loop(): number {\n  for (;;);\n}\n',
  );
  const HANGING = PAYMENT_SOURCE.replace('handle: ({ amount }', 'handle: async ({ amount }')
    .replace('paid: amount', 'paid: await new Promise<number>(hang)')
    .concat("function hang(): void {\n  console.log('hanging');\n}\n");
  let sent: Running | undefined;
  const stick = async (source: string, ...options: string[]): Promise<Running> => {
    writeFileSync(file(), source);
    const started = start(['dev', 'payment', ...options], { cwd: project.root });
    dev = started;
    await started.until('Ready.');
    sent = start(['send', 'payment:create', '{"amount": 1}'], { cwd: project.root });
    await started.until(/^(?:looping|hanging)$/m);
    return started;
  };
  beforeEach(() => {
    project = writeProject([PAYMENT]);
  });
  afterEach(async () => {
    await kill(sent);
    await kill(dev);
    [sent, dev] = [undefined, undefined];
    project.remove();
  });

  for (const [how, source] of [
    ['loops', LOOPING],
    ['hangs', HANGING],
  ] as const) {
    it(`ends at the first signal though one ${how}`, async () => {
      const started = await stick(source);
      started.child.kill('SIGINT');
      const { code, stderr } = await started.ended;
      expect(code, stderr).to.be.oneOf(how === 'loops' ? [1] : [0, 1]);
      expect(existsSync(path.join(project.root, '.onex-state/dev.json'))).to.equal(false);
    }).timeout(30_000);

    it(`starts again when a file changes though one ${how}`, async () => {
      const started = await stick(source, '--watch');
      writeFileSync(file(), PAYMENT_SOURCE);
      await started.until(/(Ready\.[^]*){2}/);
      const { stdout } = await runHere(['send', 'payment:create', '{"amount": 3}', '-q'], {
        cwd: project.root,
      });
      expect(JSON.parse(stdout)).to.have.property('paid', 3);
    }).timeout(30_000);
  }

  it('reports that a process was killed', async () => {
    const started = await stick(LOOPING);
    started.child.kill('SIGTERM');
    expect((await started.ended).stderr).to.include(
      'A handler did not stop within 2 s; its process is killed',
    );
  }).timeout(30_000);

  it('ends at once at SIGQUIT, together with the process of the nodes', async () => {
    const started = await stick(LOOPING);
    const { pid } = JSON.parse(readFileSync(path.join(project.root, '.onex-state/dev.json'), 'utf8')) as {
      readonly pid: number;
    };
    started.child.kill('SIGQUIT');
    expect((await started.ended).code).to.equal(131);
    expect(() => process.kill(pid, 0)).to.throw('ESRCH');
  }).timeout(30_000);

  it('ends at once at the second signal', async () => {
    const started = await stick(LOOPING, '--watch');
    started.child.kill('SIGINT');
    started.child.kill('SIGTERM');
    const { code, stderr } = await started.ended;
    expect(code).to.equal(130);
    expect(stderr).to.not.include('did not stop within');
  }).timeout(30_000);
});
