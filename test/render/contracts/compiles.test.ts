import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readContract } from 'onex-runtime/contract';
import type { Unit } from '../../../lib/render/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { nodeFromText, ROOT, sampleProject, writeProject } from '../support.ts';
import { contractText } from './arbitrary-contracts.ts';

/** Contracts in one program: the compiler loads what they share once. */
const IN_ONE = 100;
const TOTAL = Number(process.env['ONEX_PROPERTY_CONTRACTS'] ?? 60);
const SEED = Number(process.env['FC_SEED'] ?? Date.now() & 0x7fffffff);
const CONDITION = 'onex-source';

/** Contracts that can be read, each in a folder of its own. */
async function units(seed: number, count: number): Promise<readonly Unit[]> {
  const made: Unit[] = [];
  for (const text of fc.sample(contractText, { seed, numRuns: count })) {
    if (readContract(text, { file: 'contract.yaml' }).contract === null) continue;
    const { unit } = await nodeFromText(text, true);
    made.push(Object.assign({}, unit, { root: `nodes/n${made.length}` }));
  }
  return made;
}

/** Lines about the first few nodes that are wrong, each with its contract's folder. */
const told = (text: string): string => text.split('\n').slice(0, 40).join('\n');

describe('the node of any contract', function () {
  this.timeout(3_600_000);
  if (!process.env.KEEP) afterEach(removeFolders);

  for (let begun = 0; begun < TOTAL; begun += IN_ONE) {
    const seed = SEED + begun;
    const count = Math.min(IN_ONE, TOTAL - begun);
    it(`compiles, lints, and passes its own tests (${count} contracts)`, async () => {
      const root = await folder();
      const nodes = await units(seed, count);
      expect(nodes.length, 'contracts that are read').to.be.above(count / 2);
      await writeProject(root, [sampleProject(), ...nodes]);
      const tools = join(ROOT, 'node_modules/.bin');
      const compiled = await run(join(tools, 'tsc'), ['--noEmit', '--customConditions', CONDITION], {
        cwd: root,
      });
      expect(told(compiled.stdout), `FC_SEED=${seed} ${root}`).to.equal('');
      const linted = await run(join(tools, 'oxlint'), ['--deny-warnings'], { cwd: root });
      expect(linted.code, `FC_SEED=${seed} ${linted.stdout.slice(0, 5000)}`).to.equal(0);
      await writeFile(join(root, 'failures.mjs'), REPORTER);
      const args = [
        `--conditions=${CONDITION}`,
        '--disable-warning=ExperimentalWarning',
        '--test',
        '--test-isolation=none',
      ];
      const tested = await run(process.execPath, [...args, '--test-reporter=./failures.mjs'], { cwd: root });
      expect(told(tested.stdout), `FC_SEED=${seed} ${tested.stderr.slice(0, 2000)}`).to.equal('');
    });
  }
});

/** Prints a line for each test that failed, and nothing for one that says what is to be written. */
const REPORTER = `
export default async function* failures(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:fail' || data.todo !== undefined) continue;
    const cause = data.details.error?.cause ?? data.details.error;
    if (cause?.code === 'ERR_TEST_FAILURE' || data.details.error?.failureType === 'subtestsFailed') continue;
    yield \`\${data.file} \${data.name}: \${String(cause?.message ?? cause).replaceAll(/\\s+/g, ' ').slice(0, 300)}\\n\`;
  }
}
`;
