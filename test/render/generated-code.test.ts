import { stat } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { check, resolveConfig } from 'prettier';
import { readFile } from 'node:fs/promises';
import { folder, removeFolders } from '../support/folders.ts';
import { run, type Outcome } from '../support/process.ts';
import { fourKinds, nodeFromText, ROOT, sampleProject, writeProject } from './support.ts';
import { HOSTILE_CONTRACT, HOSTILE_ORCHESTRATOR, HOSTILE_REDUCER } from './hostile-contract.ts';

const CONDITION = 'onex-source';

function tool(name: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return run(join(ROOT, 'node_modules/.bin', name), args, { cwd });
}

/** Type-checks and lints a project whose runtime is the source. */
async function expectClean(root: string): Promise<void> {
  const typecheck = await tool('tsc', ['--noEmit', '--customConditions', CONDITION], root);
  expect(typecheck.stdout + typecheck.stderr).to.equal('');
  const lint = await tool('oxlint', ['--deny-warnings'], root);
  expect(lint.code, lint.stdout).to.equal(0);
}

describe('generated code', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  it('of all four kinds, with and without the bus, is strict, clean, formatted, and passes its own tests', async () => {
    const root = await folder();
    await writeProject(root, [sampleProject(), ...(await fourKinds())]);
    await expectClean(root);
    const files = globSync(['*', '.*.json', 'nodes/**/*.{ts,yaml,md}'], { cwd: root }).filter((path) =>
      /\.(ts|cjs|json|md|yaml)$/.test(path),
    );
    for (const path of files) {
      const filepath = join(root, path);
      const options = await resolveConfig(filepath);
      expect(await check(await readFile(filepath, 'utf8'), { ...options, filepath }), path).to.equal(true);
    }
    const tests = await run(process.execPath, [`--conditions=${CONDITION}`, '--test'], { cwd: root });
    expect(tests.code, tests.stdout).to.equal(0);
    expect(tests.stdout).to.match(/pass [4-9]\d/);
    const { mode } = await stat(join(root, 'nodes/node_billing_payment_effect/v1_0_0/start_node.ts'));
    expect(mode & 0o777).to.equal(0o755);
  });

  it('from a contract full of text that ends strings, comments and templates is still only text', async () => {
    const root = await folder();
    const nodes = await Promise.all(
      [HOSTILE_CONTRACT, HOSTILE_REDUCER, HOSTILE_ORCHESTRATOR].map((text) => nodeFromText(text, true)),
    );
    await writeProject(root, [sampleProject(), ...nodes.map(({ unit }) => unit)]);
    await expectClean(root);
    const tests = await run(process.execPath, [`--conditions=${CONDITION}`, '--test'], { cwd: root });
    expect(tests.code, tests.stdout).to.equal(0);
    expect(globSync('**/pwned*', { cwd: root })).to.deep.equal([]);
  });
});
