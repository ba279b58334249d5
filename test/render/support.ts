import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readContract, type Contract } from 'onex-runtime/contract';
import { renderProject } from '../../generators/app/render.ts';
import { injectInto } from '../../generators/node/render/inject.ts';
import { renderNode } from '../../generators/node/render/render.ts';
import { contractFromAnswers, type ContractAnswers } from '../../lib/contract/index.ts';
import { parseDomain, parseNodeName, parseOperationName } from '../../lib/naming/index.ts';
import type { ProjectAnswers, ProjectNode, Unit, WorkflowEngine } from '../../lib/render/index.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

export const PROJECT: ProjectAnswers = {
  name: 'shop',
  description: 'Sells things.',
  domain: 'billing',
  generatorVersion: '0.1.0',
  withNode: null,
  runtimeVersion: null,
};

export interface Rendered {
  readonly contract: Contract;
  readonly unit: Unit;
}

interface SampleAnswers {
  readonly description?: string;
  readonly operations?: readonly string[];
  readonly steps?: ContractAnswers['steps'];
  readonly eventBus?: boolean;
  readonly workflowEngine?: WorkflowEngine;
}

/** A node as `onex KIND NAME` would make it. */
export async function sampleNode(
  kind: ContractAnswers['kind'],
  name: string,
  { description, operations = [], steps = [], eventBus, workflowEngine }: SampleAnswers = {},
): Promise<Rendered> {
  const text = contractFromAnswers({
    kind,
    name: parseNodeName(name),
    domain: parseDomain('billing'),
    description: description ?? null,
    operations: operations.map(parseOperationName),
    nodeVersion: null,
    steps,
  });
  const nodes = steps.map(({ contract }) => ({ folder: contract.name, contract }));
  const onBus = eventBus ?? (kind === 'effect' || kind === 'orchestrator');
  return nodeFromText(text, onBus, nodes, workflowEngine);
}

/** A node from a contract that somebody wrote, in a project that has some nodes. */
export async function nodeFromText(
  text: string,
  eventBus: boolean,
  nodes: readonly ProjectNode[] = [],
  workflowEngine: WorkflowEngine = 'builtin',
): Promise<Rendered> {
  const reading = readContract(text, { file: 'contract.yaml' });
  if (reading.contract === null) throw new Error(reading.issues.map(({ message }) => message).join('\n'));
  const { contract } = reading;
  const answers = { eventBus, workflowEngine };
  const unit = renderNode(contract, reading.text, PROJECT, answers, { nodes });
  return { contract, unit: eventBus ? await injectInto(unit, contract) : unit };
}

/** Each kind, compute and reducer with and without the bus; the orchestrators, one on each engine, drive the effect. */
export async function fourKinds(): Promise<readonly Unit[]> {
  const payment = await sampleNode('effect', 'payment', {
    operations: ['create', 'read', 'update', 'delete', 'refund'],
  });
  const steps = [
    { contract: payment.contract, operation: null },
    { contract: payment.contract, operation: 'read' },
  ];
  const tax = await sampleNode('compute', 'tax', { eventBus: true, operations: ['net', 'gross'] });
  const undoable = [
    { contract: payment.contract, operation: 'create' },
    { contract: tax.contract, operation: 'gross' },
  ];
  const others = await Promise.all([
    sampleNode('orchestrator', 'checkout', { steps }),
    sampleNode('orchestrator', 'reorder', { steps, workflowEngine: 'llamaindex' }),
    sampleNode('orchestrator', 'order_entry', { steps: undoable }),
    sampleNode('orchestrator', 'order_change', { steps: undoable, workflowEngine: 'llamaindex' }),
    sampleNode('compute', 'risk'),
    tax,
    sampleNode('reducer', 'order'),
    sampleNode('reducer', 'stock', { eventBus: true, operations: ['count'] }),
  ]);
  return [payment, ...others].map(({ unit }) => unit);
}

export function sampleProject(answers: Partial<ProjectAnswers> = {}): Unit {
  return renderProject(
    { ...PROJECT, ...answers },
    {
      from: 'vendor',
      version: '0.1.0',
      fileName: 'onex-runtime-0.1.0-1a2b3c4d.tgz',
      contents: Buffer.from('tarball'),
    },
  );
}

/** Text of one file of a unit. */
export function textOf(unit: Unit, path: string): string {
  const file = unit.files.find((candidate) => candidate.path === path);
  if (typeof file?.contents !== 'string') throw new Error(`${unit.name} has no text file ${path}`);
  return file.contents;
}

/** Writes units below a folder, and links what `npm install` would bring. */
export async function writeProject(root: string, units: readonly Unit[]): Promise<void> {
  for (const unit of units) {
    for (const { path, contents, mode } of unit.files) {
      const target = join(root, unit.root, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, contents, { mode });
    }
  }
  await linkPackages(root);
}

/** Links into a project what `npm install` would bring: the runtime's source, zod, types. */
export async function linkPackages(root: string): Promise<void> {
  await mkdir(join(root, 'node_modules/@types'), { recursive: true });
  await symlink(join(ROOT, 'runtime'), join(root, 'node_modules/onex-runtime'));
  for (const name of ['zod', 'kafkajs', '@types/node']) {
    await symlink(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  }
}
