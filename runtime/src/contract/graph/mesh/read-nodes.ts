import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findingOf } from '../../format-issue.ts';
import { originOf } from '../../load-contract.ts';
import type { ContractReading } from '../../model.ts';
import { readContract } from '../../read-contract.ts';
import type { MeshNode, NodeCode, UnreadNode } from './types.ts';

/** The newest version of a node of the project. */
export interface NodeFile {
  /** Name of the node's folder. */
  readonly folder: string;
  /** Absolute path of its contract. */
  readonly contractFile: string;
  /** The contract's path as messages name it. */
  readonly shown: string;
}

export interface ReadNodes {
  readonly nodes: readonly MeshNode[];
  readonly unread: readonly UnreadNode[];
}

/** Reads the contracts of the nodes of a project. Never throws: unreadable contracts are listed. */
export function readNodes(files: readonly NodeFile[]): ReadNodes {
  const nodes: MeshNode[] = [];
  const unread: UnreadNode[] = [];
  for (const file of files) {
    const text = textOf(file.contractFile);
    const reading =
      text === null ? null : readContract(text, { file: file.shown, origin: originOf(file.contractFile) });
    const one = meshNodeOf(file, text, reading);
    if ('contract' in one) nodes.push(one);
    else unread.push(one);
  }
  return { nodes, unread };
}

/** A node of the project with what its contract says; one that cannot be read where the contract has errors. */
export function meshNodeOf(
  { folder, contractFile, shown }: NodeFile,
  text: string | null,
  reading: Pick<ContractReading, 'contract' | 'issues'> | null,
): MeshNode | UnreadNode {
  const contract = reading?.contract ?? null;
  if (contract !== null && text !== null) {
    return { contract, file: shown, own: true, folder, text, code: codeIn(path.dirname(contractFile)) };
  }
  const fault = reading?.issues.find(({ severity }) => severity === 'error');
  const gone = {
    severity: 'error',
    file: shown,
    line: 1,
    column: 1,
    message: 'the contract is missing',
  } as const;
  return { folder, text, finding: fault === undefined ? gone : findingOf(fault, shown) };
}

/** The code in the folder of a version, read when it is asked for. */
function codeIn(folder: string): NodeCode {
  return {
    read: (file) => textOf(path.join(folder, file)),
    exists: (file) => existsSync(path.join(folder, file)),
    list(inner) {
      try {
        return readdirSync(path.join(folder, inner))
          .toSorted()
          .map((name) => `${inner}/${name}`);
      } catch {
        return [];
      }
    },
  };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
