import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Unit } from '../../../lib/render/index.ts';
import { folder } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { ROOT, sampleProject, writeProject } from '../support.ts';

const CONDITION = 'onex-source';

/** The first lines of what a tool prints. */
const told = (text: string): string => text.split('\n').slice(0, 40).join('\n');

/** Prints a line for each test that failed, and nothing for one that says what is to be written. */
const REPORTER = `
export default async function* failures(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:fail' || data.todo !== undefined) continue;
    if (data.details.error?.failureType === 'subtestsFailed') continue;
    const cause = data.details.error?.cause ?? data.details.error;
    yield \`\${data.file} \${data.name}: \${String(cause?.message ?? cause).replaceAll(/\\s+/g, ' ').slice(0, 300)}\\n\`;
  }
}
`;

/** Nodes in folders of their own, so that they may have one name. */
export const apart = (units: readonly Unit[]): readonly Unit[] =>
  units.map((unit, index) => Object.assign({}, unit, { root: `nodes/n${index}` }));

/**
 * Type-checks and lints nodes as one program.
 * @param hint To make them again.
 * @param others Nodes that they import, in their own folders.
 * @returns The project's folder.
 */
export async function expectCompiles(
  nodes: readonly Unit[],
  hint: string,
  others: readonly Unit[] = [],
): Promise<string> {
  const root = await folder();
  await writeProject(root, [sampleProject(), ...apart(nodes), ...others]);
  const tools = join(ROOT, 'node_modules/.bin');
  const compile = ['--noEmit', '--customConditions', CONDITION];
  const compiled = await run(join(tools, 'tsc'), compile, { cwd: root });
  expect(told(compiled.stdout), hint).to.equal('');
  const linted = await run(join(tools, 'oxlint'), ['--type-aware', '--deny-warnings'], { cwd: root });
  expect(linted.code, `${hint} ${linted.stdout.slice(0, 5000)}`).to.equal(0);
  return root;
}

/** Type-checks and lints nodes as one program, and runs their own tests. @param hint To make them again. */
export async function expectSound(nodes: readonly Unit[], hint: string): Promise<void> {
  const root = await expectCompiles(nodes, hint);
  await writeFile(join(root, 'failures.mjs'), REPORTER);
  const flags = [`--conditions=${CONDITION}`, '--disable-warning=ExperimentalWarning'];
  const test = ['--test', '--test-isolation=none', '--test-reporter=./failures.mjs'];
  const tested = await run(process.execPath, [...flags, ...test], { cwd: root });
  expect(told(tested.stdout), `${hint} ${tested.stderr.slice(0, 2000)}`).to.equal('');
}
