import { globSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { check, resolveConfig } from 'prettier';
import { folder, removeFolders } from '../support/folders.ts';
import { fourKinds, nodeFromText, sampleProject, writeProject } from '../render/support.ts';
import {
  BACKENDS_CONTRACT,
  RECURSIVE_CONTRACT,
  ROUTES_CONTRACT,
  SELF_STARTING_CONTRACT,
  SETTINGS_CONTRACT,
  TYPES_CONTRACT,
} from '../render/routed-contract.ts';
import {
  HOSTILE_CONTRACT,
  HOSTILE_ORCHESTRATOR,
  HOSTILE_REDUCER,
} from '../render/hostile/hostile-contract.ts';
import { lint, runTests, typecheck, typecheckStrictly } from './support.ts';

/** Type-checks and lints a project whose runtime is the source. */
async function expectClean(root: string): Promise<void> {
  const { stdout, stderr } = await typecheck(root);
  expect(stdout + stderr).to.equal('');
  expect((await typecheckStrictly(root)).stdout).to.equal('');
  const linted = await lint(root);
  expect(linted.code, linted.stdout).to.equal(0);
}

describe('generated code', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  it('is strict, clean, formatted, only text where its contract is hostile, and passes its own tests', async () => {
    const root = await folder();
    const texts = [
      HOSTILE_CONTRACT,
      HOSTILE_REDUCER,
      HOSTILE_ORCHESTRATOR,
      BACKENDS_CONTRACT,
      ROUTES_CONTRACT,
      TYPES_CONTRACT,
      SELF_STARTING_CONTRACT,
      RECURSIVE_CONTRACT,
      SETTINGS_CONTRACT,
    ];
    const given = await Promise.all(texts.map((text) => nodeFromText(text, true)));
    const plain = [sampleProject(), ...(await fourKinds())];
    await writeProject(root, [...plain, ...given.map(({ unit }) => unit)]);
    await expectClean(root);
    for (const unit of plain)
      for (const { path } of unit.files) await expectFormatted(join(root, unit.root, path));
    for (const { unit } of given.slice(3))
      for (const { path } of unit.files) await expectFormatted(join(root, unit.root, path));
    const tests = await runTests(root);
    expect(tests.code, tests.stdout).to.equal(0);
    expect(tests.stdout).to.match(/pass \d{2,}/);
    expect(globSync('**/pwned*', { cwd: root })).to.deep.equal([]);
    const { mode } = await stat(join(root, 'nodes/node_billing_payment_effect/v1_0_0/start_node.ts'));
    expect(mode & 0o777).to.equal(0o755);
  });

  it('is linted with types: a forgotten await of a handler is found, a test of node:test is none', async () => {
    const root = await folder();
    await writeProject(root, [sampleProject(), ...(await fourKinds())]);
    const lost =
      'const save = async (): Promise<void> => {};\nexport const run = (): void => {\n  save();\n};\n';
    await writeFile(join(root, 'nodes/lost.ts'), lost);
    const { code, stdout } = await lint(root, '-f', 'unix');
    expect(code).to.equal(1);
    expect(stdout.trim().split('\n')).to.have.length(3);
    expect(stdout).to.match(/^nodes\/lost\.ts:3:3: .*no-floating-promises/);
  });
});

async function expectFormatted(filepath: string): Promise<void> {
  if (!/\.(ts|cjs|json|md|yaml)$/.test(filepath) || filepath.endsWith('contract.yaml')) return;
  const options = await resolveConfig(filepath);
  const text = await readFile(filepath, 'utf8');
  expect(await check(text, { ...options, filepath }), filepath).to.equal(true);
}
