import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatIssue, readContract, type Contract } from 'onex-runtime/contract';
import { UserError } from '../errors/index.ts';
import { didYouMean, quote } from '../options/index.ts';

const VERSION_FOLDER = /^v(\d+)_(\d+)_(\d+)$/;

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Names of the nodes of a project: the folders in `nodes/`, sorted. Empty where there is no project yet. */
export async function nodeNames(root: string): Promise<readonly string[]> {
  return (await foldersIn(join(root, 'nodes'))).filter((name) => !name.startsWith('.')).toSorted();
}

const numbersOf = (folder: string): number[] => (VERSION_FOLDER.exec(folder) ?? []).slice(1).map(Number);

/** The folder of the newest version, by numbers and not by text: v1_10_0 is after v1_9_0. */
function newest(folders: readonly string[]): string | undefined {
  return folders
    .filter((folder) => VERSION_FOLDER.test(folder))
    .toSorted((a, b) => {
      const [left, right] = [numbersOf(a), numbersOf(b)];
      return (
        left.map((number, index) => (right[index] ?? 0) - number).find((difference) => difference !== 0) ?? 0
      );
    })[0];
}

/** The contract of a node's newest version, from the project's root; null where it has no version. */
async function contractPath(root: string, node: string): Promise<string | null> {
  const version = newest(await foldersIn(join(root, 'nodes', node)));
  return version === undefined ? null : `nodes/${node}/${version}/contract.yaml`;
}

/** Text of the contract of a node's newest version; empty where there is none. */
export async function readContractOf(root: string, node: string): Promise<string> {
  const path = await contractPath(root, node);
  return path === null ? '' : readFile(join(root, path), 'utf8').catch(() => '');
}

/** Reads the contract of a node of the project. Throws a UserError when there is none or it is broken. */
export async function readNodeContract(root: string, node: string): Promise<Contract> {
  const path = await contractPath(root, node);
  if (path === null) throw new UserError(`nodes/${node} has no folder of a version, such as v1_0_0`);
  const { contract, issues } = readContract(await readFile(join(root, path), 'utf8'), { file: path });
  if (contract !== null) return contract;
  const fault = issues.find(({ severity }) => severity === 'error');
  throw new UserError(fault === undefined ? `${path} is no contract` : formatIssue(fault, path));
}

/** `a_b_c`, `b_c`, `c`. */
const endings = (words: readonly string[]): string[] => words.map((_, index) => words.slice(index).join('_'));

/** What a user may call a node: `payment`, `payment_effect`, `billing_payment`, `billing_payment_effect`, or all of it. */
function isCalled(node: string, wanted: string): boolean {
  const name = wanted.toLowerCase().replaceAll('-', '_');
  const parts = node.replace(/^node_/, '').split('_');
  const withoutKind = parts.slice(0, -1);
  return node === name || endings(parts).includes(name) || endings(withoutKind).includes(name);
}

/**
 * The node of the project that a full or short name means. Throws a UserError when none or several do.
 * @param nodes full names
 */
export function findNode(wanted: string, nodes: readonly string[]): string {
  const exact = nodes.find((node) => node === wanted);
  const found = exact === undefined ? nodes.filter((node) => isCalled(node, wanted)) : [exact];
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (found.length > 1) {
    throw new UserError(`--steps ${quote(wanted)} may mean ${found.join(' or ')}; write the full name`);
  }
  if (nodes.length === 0) {
    throw new UserError(`--steps ${quote(wanted)}: the project has no nodes yet; make that one first`);
  }
  const shortNames = nodes.flatMap((node) =>
    endings(
      node
        .replace(/^node_/, '')
        .split('_')
        .slice(0, -1),
    ),
  );
  throw new UserError(
    `--steps ${quote(wanted)}: the project has no such node${didYouMean(wanted, [...shortNames, ...nodes])}`,
  );
}
