import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/built.ts';
import { folder, removeFolders, snapshot } from '../support/folders.ts';
import { onex } from '../support/process.ts';

const NODE = 'nodes/node_billing_checkout_orchestrator/v1_0_0/node.ts';
const CHECKOUT = ['orchestrator', 'checkout', '--yes', '--json'];
const ON_LLAMAINDEX = [...CHECKOUT, '--workflow-engine', 'llamaindex'];

interface Report {
  readonly status: string;
  readonly next: string[];
  readonly warnings: string[];
}

describe('onex orchestrator --workflow-engine', function () {
  this.timeout(120_000);
  let root = '';

  const done = async (args: readonly string[]): Promise<Report> => {
    const { code, stdout, stderr } = await onex(args, { cwd: root });
    expect(code, stdout + stderr).to.equal(0);
    return JSON.parse(stdout) as Report;
  };
  const text = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
  const engine = async (): Promise<unknown> =>
    (JSON.parse(await text('package.json')) as { dependencies: Record<string, string> }).dependencies[
      '@llamaindex/workflow-core'
    ];

  before(built);
  beforeEach(async () => {
    root = await folder();
    await done(['effect', 'payment', '--domain', 'billing', '--yes', '--json']);
  });
  afterEach(removeFolders);

  it('needs no package and names nothing in the code where the engine is the built-in one', async () => {
    await done([...CHECKOUT, '--steps', 'payment:create']);
    expect(await text(NODE)).not.to.contain('engine');
    expect(await engine()).to.equal(undefined);
  });

  it('names the engine in the node, lists its package exactly, and says that it is deprecated', async () => {
    const { next, warnings } = await done([...ON_LLAMAINDEX, '--steps', 'payment:create']);
    expect(await text(NODE)).to.contain(`engine: 'llamaindex',`);
    expect(await engine()).to.equal('1.3.4');
    expect(next).to.include('npm install');
    expect(warnings.join('\n')).to.contain('deprecated');
  });

  it('is changed by a new answer, with edits kept, and stays as it is in every later run', async () => {
    await done([...CHECKOUT, '--steps', 'payment:create']);
    await writeFile(join(root, NODE), `${await text(NODE)}// mine\n`);
    await done(ON_LLAMAINDEX);
    expect(await text(NODE))
      .to.contain(`engine: 'llamaindex',`)
      .and.contain('// mine');
    expect(await engine()).to.equal('1.3.4');

    // The first upgrade notes what it rendered from, so that later ones have less to do.
    await done(['upgrade', '--json']);
    const before = await snapshot(root);
    for (const args of [CHECKOUT, ['upgrade', '--json'], ['project', '--yes', '--json']]) {
      expect((await done(args)).status, args.join(' ')).to.equal('unchanged');
    }
    expect(await snapshot(root)).to.deep.equal(before);

    await done([...CHECKOUT, '--workflow-engine', 'builtin']);
    expect(await text(NODE))
      .to.contain('// mine')
      .and.not.contain('engine');
    expect((await done(['upgrade', '--json'])).status).to.equal('unchanged');
  });
});
