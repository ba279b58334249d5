import path from 'node:path';
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

  it('says in one line why modules of a node cannot be loaded, as does its script', async () => {
    const folder = 'nodes/node_billing_payment_effect/v1_0_0';
    // As the generator writes it: the runtime is loaded before the modules of the node.
    project.write(
      `${folder}/start_node.ts`,
      "const { start } = await import('onex-runtime/start');\nconst { Node } = await import('./broken.ts');\nawait start(Node, { entry: import.meta.url });\n",
    );
    project.write(`${folder}/helper.ts`, 'export const help = 1;\n');
    const script = path.join(project.root, folder, 'start_node.ts');
    for (const [source, said] of [
      ["import './helper.js';", 'imports helper.js, which does not exist; write helper.ts'],
      ["import './helper';", 'imports helper, which does not exist; write helper.ts'],
      [
        "import 'not-here';",
        'the package not-here, which \\S+broken.ts imports, is not installed; run npm install',
      ],
      ["throw new Error('no\\u001b[2J\\nmore');", 'no\\\\u001b\\[2J \\(nodes/\\S+broken\\.ts:1:\\d+\\)'],
    ] as const) {
      project.write(`${folder}/broken.ts`, `${source}\n`);
      for (const [command, begin] of [
        [await run(['start', 'payment'], { cwd: project.root }), '✗ \\S+start_node.ts cannot be loaded: '],
        [await run([], { cwd: project.root, script }), 'start_node.ts: '],
      ] as const) {
        expect(command.code).to.equal(1);
        expect(command.stderr).to.match(new RegExp(`^${begin}.*${said}.*\\n$`, 'u'));
        expect(command.stdout).to.equal('');
      }
    }
    const debug = await run([], { cwd: project.root, script, env: { ONEX_LOG_LEVEL: 'debug' } });
    expect(debug.stderr).to.match(/Error: no[^]*\n {4}at .*broken\.ts/);
  }).timeout(120_000);

  it('asks which node where there are several', async () => {
    const { code, stderr } = await runHere(['start'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      '✗ Which node? Name one of node_billing_payment_effect, node_billing_tax_compute\n',
    );
  });
});
