import { expect } from 'chai';
import { writeProject, type TestProject } from './support/project.ts';
import { kill, run, start, type Running } from './support/run.ts';
import { runHere } from './support/run-here.ts';

describe('onex-runtime start', () => {
  let project: TestProject;
  let node: Running | undefined;

  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect', 'node_billing_tax_compute']);
  });
  afterEach(async () => {
    await kill(node);
    node = undefined;
    project.remove();
  });

  it('runs the start script of a node with the options that follow, until it is told to stop', async () => {
    node = start(['start', 'tax', '--log-level', 'debug'], { cwd: project.root });
    await node.until(/"message":"started"/);
    expect(node.stdout()).to.match(/"level":"debug"/);
    node.child.kill('SIGTERM');
    expect((await node.ended).code).to.equal(0);
  });

  it("hands on the node's own help and refusals", async () => {
    const help = await run(['start', 'payment', '--help'], { cwd: project.root });
    expect(help.code).to.equal(0);
    expect(help.stdout).to.include('node_billing_payment_effect').and.to.include('--kafka-servers');
    const refused = await run(['start', 'payment', '--prot', '1'], { cwd: project.root });
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.include('start_node.ts: ').and.to.include('--prot');
  });

  it('asks which node where there are several', async () => {
    const { code, stderr } = await runHere(['start'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      '✗ Which node? Name one of node_billing_payment_effect, node_billing_tax_compute\n',
    );
  });
});
