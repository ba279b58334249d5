import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatIssue } from './format-issue.ts';
import type { Contract } from './model.ts';
import { readContract } from './read-contract.ts';

/** A contract that cannot be used: every fault with its file, line and column. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/**
 * Reads a contract from disk, synchronously (a node does so once, in its constructor).
 * Throws ContractError when the file cannot be read or the contract has errors; warnings are let pass.
 */
export function loadContract(file: URL | string): Contract {
  const path = typeof file === 'string' ? file : fileURLToPath(file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ContractError(`${path}: the contract cannot be read: ${(cause as Error).message}`, { cause });
  }
  const { contract, issues } = readContract(text, { file: path });
  if (contract !== null) return contract;
  const faults = issues.filter(({ severity }) => severity === 'error');
  throw new ContractError(faults.map((issue) => formatIssue(issue, path)).join('\n'));
}
