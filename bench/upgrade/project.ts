import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from 'onex-runtime/contract';
import { injectInto, renderNode } from '../../generators/node/render/index.ts';
import { upgradedProject } from '../../generators/upgrade/plan/index.ts';
import { contractFromAnswers } from '../../lib/contract/index.ts';
import { parseDomain, parseNodeName } from '../../lib/naming/index.ts';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import { commit, reconcile } from '../../lib/reconcile/index.ts';
import type { Unit } from '../../lib/render/index.ts';

const PROJECT = {
  name: 'shop',
  description: 'ONEX nodes of shop',
  domain: 'billing',
  generatorVersion: GENERATOR_VERSION,
  withNode: null,
  runtimeVersion: null,
};

async function nodeUnit(index: number): Promise<Unit> {
  const text = contractFromAnswers({
    kind: 'effect',
    name: parseNodeName(`payment${index}`),
    domain: parseDomain('billing'),
    description: null,
    operations: [],
    nodeVersion: null,
    steps: [],
  });
  const { contract } = readContract(text, { file: 'contract.yaml' });
  const unit = renderNode(contract!, text, PROJECT, { eventBus: true, workflowEngine: 'builtin' });
  return injectInto(unit, contract!);
}

async function* units(count: number): AsyncGenerator<Unit> {
  yield upgradedProject(PROJECT);
  for (let index = 0; index < count; index += 1) yield await nodeUnit(index);
}

/** A project with so many nodes, as this generator makes it. */
export async function makeProject(count: number): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'onex-bench-'));
  const options = { generatorVersion: GENERATOR_VERSION, onConflict: 'fail' } as const;
  await commit(await reconcile({ root, units: units(count), options }));
  return root;
}
