import { resolve } from 'node:path';
import {
  formatIssue,
  readContract,
  type Contract,
  type ContractReading,
  type NodeKind,
} from 'onex-runtime/contract';
import { contractText, readNamed } from '../../lib/contract/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import { parseNodeName } from '../../lib/naming/index.ts';
import { quote } from '../../lib/options/index.ts';
import { refuseUnrenderable } from '../../lib/render/index.ts';
import type { Session } from './session.ts';

/** Answers that a contract gives; an option beside it would have to contradict it or say the same. */
const SAID_BY_CONTRACT = ['domain', 'description', 'operations', 'steps', 'node-version'];

/** A contract's name becomes a folder's. */
const FOLDER = /^[A-Za-z][\w.-]{0,119}$/;

/**
 * Reads a contract's text. Throws a UserError with a line for each fault, each with its place; warnings are added to
 * the run's.
 */
export function readContractText(text: string, file: string, warnings: string[]): Contract {
  const contract = contractOf(readContract(text, { file }), warnings);
  refuseUnrenderable(contract, text, file);
  return contract;
}

function contractOf({ contract, issues, file }: ContractReading, warnings: string[]): Contract {
  const faults = issues.filter(({ severity }) => severity === 'error');
  if (contract === null) throw new UserError(faults.map((issue) => formatIssue(issue, file)).join('\n'));
  warnings.push(...issues.map((issue) => formatIssue(issue, file)));
  return contract;
}

/**
 * Reads the contract that `--contract` names.
 * @param file relative to the user's folder
 * @param kind what the command makes; null: whatever the contract says
 */
export async function readContractFile(
  { given, cwd, warnings }: Session,
  file: string,
  kind: NodeKind | null,
): Promise<{ contract: Contract; text: string }> {
  const sayOnce = (names: readonly string[]): void => {
    if (names.length === 0) return;
    throw new UserError(`--contract says it all: leave ${names.join(', ')} away, or change ${file}`);
  };
  sayOnce(SAID_BY_CONTRACT.filter((name) => given[name] !== undefined).map((name) => `--${name}`));
  const path = resolve(cwd, file);
  const name = typeof given['name'] === 'string' ? String(parseNodeName(given['name'])) : undefined;
  const written = await contractText(path, file);
  const { reading, text, added } = readNamed(written, { file, path, name });
  sayOnce(name !== undefined && added === null && reading.contract !== null ? ['the name'] : []);
  const contract = contractOf(reading, warnings);
  if (added !== null)
    warnings.push(`${file} has no name; the node is called ${added}, as its contract.yaml says now`);
  if (kind !== null && contract.kind !== kind) {
    const message = `${file} is the contract of a node of kind ${contract.kind}, not ${kind}`;
    throw new UserError(`${message}; use onex ${contract.kind} --contract ${file}`);
  }
  if (!FOLDER.test(contract.name) || contract.name.includes('..')) {
    throw new UserError(`${file}: the name ${quote(contract.name)} cannot be that of a folder; change it`);
  }
  refuseUnrenderable(contract, written, file);
  return { contract, text };
}
