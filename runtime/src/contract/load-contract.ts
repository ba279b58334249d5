import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { conflictLine, conflictMessage } from './conflict/index.ts';
import { formatIssue } from './format-issue.ts';
import type { Contract, ContractReading, Origin } from './model.ts';
import { readContract } from './read-contract.ts';

/** A contract that cannot be used: every fault with its file, line, and column. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code: 'ERR_ONEX_CONFLICT_MARKERS' | 'ERR_ONEX_INVALID_CONTRACT';
  /** Whether the file has conflict markers, which somebody has to resolve. */
  readonly isConflict: boolean;

  constructor(message: string, { conflict = false, ...options }: ErrorOptions & { conflict?: boolean } = {}) {
    super(message, options);
    this.isConflict = conflict;
    this.code = conflict ? 'ERR_ONEX_CONFLICT_MARKERS' : 'ERR_ONEX_INVALID_CONTRACT';
  }
}

/**
 * Whose contract a file is: the `version.manifest.yaml` beside it says so where the node was generated from a contract
 * from elsewhere.
 * @param unknown What a file is that has no such manifest beside it.
 */
export function originOf(contractFile: string, unknown: Origin = 'project'): Origin {
  const manifest = textOf(path.join(path.dirname(contractFile), 'version.manifest.yaml'));
  if (manifest === null) return unknown;
  return /^ {2}origin: foreign\r?$/m.test(manifest) ? 'foreign' : 'project';
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** How messages name a file: relative to the working directory, if the file is below it. */
export function shortPath(file: URL): string {
  const where = fileURLToPath(file);
  const below = path.relative(process.cwd(), where);
  return below.startsWith('..') || path.isAbsolute(below) ? where : below;
}

/** The result of reading a usable contract. */
export type UsableReading = ContractReading & { readonly contract: Contract };

/**
 * Reads a contract from disk, synchronously, with what there is to say of it.
 * Throws ContractError when the file cannot be read or the contract has errors.
 * @param shown How messages call the file.
 */
export function loadReading(file: URL | string, shown?: string): UsableReading {
  const where = typeof file === 'string' ? file : fileURLToPath(file);
  const name = shown ?? where;
  let text: string;
  try {
    text = readFileSync(where, 'utf8');
  } catch (cause) {
    throw new ContractError(`${name}: the contract cannot be read: ${(cause as Error).message}`, { cause });
  }
  const line = conflictLine(text);
  if (line !== null)
    throw new ContractError(conflictMessage(name, line, path.resolve(where)), { conflict: true });
  const reading = readContract(text, { file: name, origin: originOf(where) });
  const { contract, issues } = reading;
  if (contract !== null) return { ...reading, contract };
  const faults = issues.filter(({ severity }) => severity === 'error');
  throw new ContractError(faults.map((issue) => formatIssue(issue, name)).join('\n'));
}

/** The contract alone, as a node reads it once, in its constructor. Throws as `loadReading` does. */
export function loadContract(file: URL | string): Contract {
  return loadReading(file).contract;
}
