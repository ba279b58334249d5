import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatIssue } from 'onex-runtime/contract';
import { injectInto, renderNode } from '../../../generators/node/render/index.ts';
import { readNamed } from '../../../lib/contract/index.ts';
import type { ProjectAnswers } from '../../../lib/render/index.ts';
import type { FoundContract } from './find.ts';

export const STAGES = ['refused', 'read', 'generated', 'compiled', 'routed'] as const;

/** How far a contract came. `reason` says why no further. */
export interface Row {
  readonly path: string;
  /** Folder of its node below the work folder; null: nothing was generated. */
  readonly folder: string | null;
  reached: (typeof STAGES)[number];
  reason: string | null;
}

/** Whether a file was refused because it describes something other than a node. */
export function isOfNoNode({ reached, reason }: Row): boolean {
  return reached === 'refused' && reason?.includes('is not the contract of a node') === true;
}

const PROJECT: ProjectAnswers = {
  name: 'corpus',
  description: 'Contracts of a corpus',
  domain: 'corpus',
  generatorVersion: '0.0.0',
  withNode: null,
  runtimeVersion: null,
};

/** Reads a contract and writes its node, with the event bus injected, to a folder of its own. */
export async function generate(found: FoundContract, index: number, work: string): Promise<Row> {
  const { reading, text } = readNamed(found.text, {
    file: found.path,
    path: found.path,
    origin: 'foreign',
  });
  const { contract, issues } = reading;
  if (contract === null) {
    const fault = issues.find(({ severity }) => severity === 'error');
    const reason = fault === undefined ? 'no reason given' : formatIssue(fault, found.path);
    return { path: found.path, folder: null, reached: 'refused', reason };
  }
  const folder = `n${String(index).padStart(4, '0')}`;
  try {
    const unit = renderNode(contract, text, PROJECT, {
      eventBus: true,
      workflowEngine: 'builtin',
      contractOrigin: 'foreign',
    });
    for (const { path, contents } of (await injectInto(unit, contract)).files) {
      const file = join(work, folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, contents);
    }
    return { path: found.path, folder, reached: 'generated', reason: null };
  } catch (error) {
    return { path: found.path, folder: null, reached: 'read', reason: firstLine(error) };
  }
}

export function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}
