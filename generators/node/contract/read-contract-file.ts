import { resolve } from 'node:path';
import { quote } from 'onex-cli-kit';
import {
  findingOf,
  formatIssue,
  originOf,
  parseYaml,
  readContract,
  type Contract,
  type ContractReading,
  type Finding,
  type NodeKind,
  type Origin,
  type Position,
} from 'onex-runtime/contract';
import { contractText, readNamed } from '../../../lib/contract/index.ts';
import {
  referencedDocuments,
  embedModels,
  modelIndex,
  readModelFiles,
  type EmbedOptions,
} from '../../../lib/contract/models/index.ts';
import { applyProfile } from '../../../lib/contract/profiles/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { isDeviceName, parseNodeName } from '../../../lib/naming/index.ts';
import { refuseUnrenderable } from '../../../lib/render/index.ts';
import type { Session } from '../session/index.ts';

/** Answers that a contract provides. Another option could only contradict or repeat them. */
const SAID_BY_CONTRACT = ['domain', 'description', 'operations', 'steps', 'node-version'];

/** A contract's name becomes the name of a folder. */
const FOLDER = /^[A-Za-z][\w.-]{0,119}$/;

/**
 * Reads a contract's text. Throws a UserError with a line and a position for each error; adds all other findings to the
 * run's findings.
 */
export function readContractText(text: string, file: string, findings: Finding[], origin: Origin): Contract {
  const contract = contractOf(readContract(text, { file, origin }), findings);
  refuseUnrenderable(contract, text, file);
  return contract;
}

function contractOf({ contract, issues, file }: ContractReading, findings: Finding[]): Contract {
  const faults = issues.filter(({ severity }) => severity === 'error');
  if (contract === null)
    throw new UserError(
      'ERR_ONEX_INVALID_CONTRACT',
      faults.map((issue) => formatIssue(issue, file)).join('\n'),
    );
  findings.push(...issues.map((issue) => findingOf(issue, file)));
  return contract;
}

function saidTwice(names: readonly string[], file: string): UserError {
  const listed = names.join(', ');
  return new UserError(
    'ERR_ONEX_USAGE',
    `--contract replaces ${listed}: leave out ${listed}, or change ${file}`,
  );
}

/** Throws a UserError if an option repeats or contradicts the file of `--contract`. */
export function refuseSaid(given: Session['given'], file: string): void {
  const names = SAID_BY_CONTRACT.filter((name) => given[name] !== undefined).map((name) => `--${name}`);
  if (names.length > 0) throw saidTwice(names, file);
}

/**
 * Reads the contract that `--contract` names.
 * @param file Relative to the user's folder.
 * @param kind The kind that the command creates; null: that of the contract.
 */
export async function readContractFile(
  { given, cwd, place, warnings, findings }: Session,
  file: string,
  kind: NodeKind | null,
): Promise<{ contract: Contract; text: string; origin: Origin }> {
  const path = resolve(cwd, file);
  const name = typeof given['name'] === 'string' ? String(parseNodeName(given['name'])) : undefined;
  // A contract of a project comes from its user; any other file may come from another tool.
  const origin = originOf(path, 'foreign');
  const whole = await applyProfile(await contractText(path, file), {
    path,
    shown: file,
    project: place.settings === null ? null : place.root,
  });
  const written = await withModels(whole, { file, origin, cwd, given, warnings });
  const { reading, text, added } = readNamed(written, { file, path, name, origin });
  if (name !== undefined && added === null && reading.contract !== null) throw saidTwice(['the name'], file);
  const contract = contractOf(reading, findings);
  if (added !== null)
    warnings.push(`${file} has no name; the node is called ${added}, as its contract.yaml says now`);
  if (kind !== null && contract.kind !== kind) {
    const message = `${file} is the contract of a node of kind ${contract.kind}, not ${kind}`;
    throw new UserError('ERR_ONEX_USAGE', `${message}; use onex ${contract.kind} --contract ${file}`);
  }
  refuseName(contract, text, file);
  refuseUnrenderable(contract, written, file);
  return { contract, text, origin };
}

/** Adds the models that a contract names, from files next to it and from `--models`. */
async function withModels(
  text: string,
  { file, origin, cwd, given, warnings }: Pick<Session, 'cwd' | 'given' | 'warnings'> & EmbedOptions,
): Promise<string> {
  const source = given['models'];
  const beside = await referencedDocuments(text, resolve(cwd, file), file);
  if (typeof source !== 'string') return embedModels(text, modelIndex(beside), { file, origin }).text;
  const index = modelIndex([...beside, ...(await readModelFiles(resolve(cwd, source), source))]);
  const { text: whole, added, ambiguous } = embedModels(text, index, { file, origin });
  for (const { name, modules } of ambiguous) {
    const listed = [...new Set(modules)].toSorted().join(', ');
    warnings.push(
      `${source} has ${modules.length} models called ${name} (${listed}); write the module of the right one in ${file}`,
    );
  }
  if (added.length === 0 && ambiguous.length === 0)
    warnings.push(`${source} has none of the models that ${file} names and does not define`);
  return whole;
}

/** Throws a UserError if a contract's name cannot be the name of a folder. */
export function refuseName(contract: Contract, text: string, file: string): void {
  const why = notAFolder(contract.name);
  if (why === null) return;
  const { line, column } = placeOfName(text, contract.name);
  throw new UserError(
    'ERR_ONEX_INVALID_NAME',
    `${file}:${line}:${column}: the name ${quote(contract.name)} ${why}; change it`,
  );
}

/** Returns why a folder of that name cannot contain files; null if it can. */
function notAFolder(name: string): string | null {
  if (!FOLDER.test(name) || name.includes('..') || name.endsWith('.')) return 'cannot be that of a folder';
  if (isDeviceName(name)) return 'is that of a device on Windows';
  return name.toLowerCase() === 'node_modules' ? 'is that of the folder of packages' : null;
}

/** Returns the position of a contract's name, under any of its keys. */
function placeOfName(text: string, name: string): Position {
  const { value, positionOf } = parseYaml(text, { origin: 'foreign' });
  const key = Object.entries(value as object).find(([, said]) => said === name)?.[0];
  return positionOf(key === undefined ? [] : [key]);
}
