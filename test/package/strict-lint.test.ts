/**
 * Generated code under the strict rules of typescript-eslint, with types. It cannot be a dependency of this repository,
 * because it needs a TypeScript before 7, so it is installed here into a folder of its own.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Unit } from '../../lib/render/index.ts';
import { fourKinds, nodeFromText, sampleProject, writeProject } from '../render/support.ts';
import {
  HOSTILE_CONTRACT,
  HOSTILE_ORCHESTRATOR,
  HOSTILE_REDUCER,
} from '../render/hostile/hostile-contract.ts';
import {
  BACKENDS_CONTRACT,
  RECURSIVE_CONTRACT,
  ROUTES_CONTRACT,
  SELF_STARTING_CONTRACT,
  SETTINGS_CONTRACT,
  TYPES_CONTRACT,
} from '../render/routed-contract.ts';
import { built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { run } from '../support/process.ts';

const PACKAGES = ['typescript-eslint@8.74.0', 'eslint@10.15.0', 'typescript@5.9.3'];

/** As docs/existing-packages.md has it. */
const CONFIG = `
import tseslint from 'typescript-eslint';
export default tseslint.config({
  files: ['nodes/**/*.ts'],
  extends: [tseslint.configs.strictTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
  rules: {
    '@typescript-eslint/no-floating-promises': ['error', {
      allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] }],
    }],
  },
});
`;

/** An orchestrator whose steps answer with any fields, and whose result has fields of every shape, or none. */
const openEnd = (name: string, output: string): string => `
name: node_shop_${name}_orchestrator
node_type: ORCHESTRATOR_GENERIC
description: d
annotations:
  operations: [{operation: go, input_fields: [], output_fields: [${output}]}]
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes: [{node_id: ask, node_type: EFFECT_GENERIC}]
`;

const CONTRACTS = [
  HOSTILE_CONTRACT,
  HOSTILE_REDUCER,
  HOSTILE_ORCHESTRATOR,
  BACKENDS_CONTRACT,
  ROUTES_CONTRACT,
  TYPES_CONTRACT,
  SELF_STARTING_CONTRACT,
  RECURSIVE_CONTRACT,
  SETTINGS_CONTRACT,
  openEnd('nothing', ''),
  openEnd(
    'open',
    'data: Any, text: str, count: "int | None", when: datetime, list: "list[int]", map: "dict[str, int]"',
  ),
];

describe('generated code under typescript-eslint', function () {
  this.timeout(300_000);
  before(built);
  after(removeFolders);

  it('passes strictTypeChecked, which finds a forgotten await', async () => {
    const tools = await folder();
    const flags = ['--prefix', tools, '--no-audit', '--no-fund', '--loglevel=error'];
    const installed = await run('npm', ['install', ...flags, ...PACKAGES], { cwd: tools });
    expect(installed.code, installed.stderr).to.equal(0);
    const config = join(tools, 'eslint.config.mjs');
    await writeFile(config, CONFIG);

    const root = await folder();
    const given = await Promise.all(CONTRACTS.map((text) => nodeFromText(text, true)));
    const apart = given.map(({ unit }, index): Unit => ({ ...unit, root: `nodes/n${index}` }));
    await writeProject(root, [sampleProject(), ...(await fourKinds()), ...apart]);
    await mkdir(join(root, 'nodes/lost'));
    await writeFile(
      join(root, 'nodes/lost/lost.ts'),
      'const save = async (): Promise<void> => Promise.resolve();\nexport const run = (): void => {\n  save();\n};\n',
    );
    const eslint = join(tools, 'node_modules/.bin/eslint');
    const linted = await run(eslint, ['--config', config, '--format', 'json', 'nodes'], { cwd: root });
    const files = JSON.parse(linted.stdout) as {
      filePath: string;
      messages: { ruleId: string; line: number; message: string }[];
    }[];
    expect(files.length).to.be.above(250);
    const found = files.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line }) => `${filePath.slice(root.length + 1)}:${line} ${ruleId}`),
    );
    expect(found).to.deep.equal(['nodes/lost/lost.ts:3 @typescript-eslint/no-floating-promises']);
  });
});
