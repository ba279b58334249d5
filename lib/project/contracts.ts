import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  conflictLine,
  conflictReason,
  findingOf,
  formatIssue,
  originOf,
  readContract,
  type Contract,
  type ContractIssue,
  type Finding,
  type Origin,
} from 'onex-runtime/contract';
import { UserError } from '../errors/index.ts';
import { nodeNames, versionFolders } from './nodes.ts';

/** A parsed contract, or why it cannot be read. */
export interface ReadContract {
  /** Null: it has errors. */
  readonly contract: Contract | null;
  readonly issues: readonly ContractIssue[];
}

/** The contract of a node's newest version. */
export interface NodeContract extends ReadContract {
  /** Name of the node's folder. */
  readonly node: string;
  /** POSIX, from the project's root. */
  readonly file: string;
  /** Null: there is no such file. */
  readonly text: string | null;
}

/**
 * Contracts of the nodes of a project, each read and parsed at most once. It belongs to one run. Later changes on disk
 * are ignored, so all parts of a run are rendered from the same texts.
 */
export interface ProjectContracts {
  /** Absolute folder of the project. */
  readonly root: string;
  /** Folders of the nodes, sorted. */
  names(): Promise<readonly string[]>;
  /** Folders of the versions of a node, oldest first. */
  versions(node: string): Promise<readonly string[]>;
  /** Text of the contract of a node's newest version; empty if there is none. */
  text(node: string): Promise<string>;
  /** Parsed contract of a node's newest version; null if the node has no version folder. */
  newest(node: string): Promise<NodeContract | null>;
  /** @throws UserError if the node has no contract or an invalid one. */
  contract(node: string): Promise<Contract>;
  /** Reads a contract of the project. @param file POSIX, from the project's root. */
  read(text: string, file: string, origin: Origin): ReadContract;
}

/** Caches the result of a function for each argument, including failures. */
function once<T>(read: (node: string) => Promise<T>): (node: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (node) => {
    const found = known.get(node) ?? read(node);
    known.set(node, found);
    return found;
  };
}

/** Conflict markers may be valid YAML in some places but are never intended. */
function readWhole(text: string, file: string, origin: Origin, root: string): ReadContract {
  const line = conflictLine(text);
  if (line !== null) {
    const message = conflictReason(join(root, file));
    return {
      contract: null,
      issues: [{ severity: 'error', message, path: [], position: { line, column: 1 } }],
    };
  }
  // The source of a parsed contract retains the whole syntax tree, which would need too much memory for a thousand
  // nodes.
  const { contract, issues } = readContract(text, { file, origin });
  return { contract, issues };
}

/** Parses a contract again only if its text has changed. */
function rememberingReader(root: string): ProjectContracts['read'] {
  const known = new Map<
    string,
    { readonly text: string; readonly origin: Origin; readonly read: ReadContract }
  >();
  return (text, file, origin) => {
    const found = known.get(file);
    if (found !== undefined && found.text === text && found.origin === origin) return found.read;
    const read = readWhole(text, file, origin, root);
    known.set(file, { text, origin, read });
    return read;
  };
}

function contractOf(node: string, found: NodeContract | null): Contract {
  if (found === null)
    throw new UserError('ERR_ONEX_NOT_FOUND', `nodes/${node} has no folder of a version, such as v1_0_0`);
  const { file, text, contract, issues } = found;
  if (contract !== null) return contract;
  if (text === null)
    throw new UserError(
      'ERR_ONEX_MISSING_FILE',
      `${file} is missing; restore it: onex upgrade --restore ${file}`,
    );
  const faults = issues.filter(({ severity }) => severity === 'error');
  const exitCode = conflictLine(text) === null ? 1 : 2;
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    faults.map((fault) => formatIssue(fault, file)).join('\n'),
    { exitCode },
  );
}

/**
 * @param root Absolute folder of the project.
 * @param watch Called before the contract of a node is read.
 */
export function projectContracts(
  root: string,
  watch: (node: string) => void = () => undefined,
): ProjectContracts {
  let names: Promise<readonly string[]> | null = null;
  const read = rememberingReader(root);
  const versions = once((node) => {
    watch(node);
    return versionFolders(root, node);
  });
  const path = async (node: string): Promise<string | null> => {
    const version = (await versions(node)).at(-1);
    return version === undefined ? null : `nodes/${node}/${version}/contract.yaml`;
  };
  const textOf = once(async (file) => readFile(join(root, file), 'utf8').catch(() => null));
  const newest = once(async (node): Promise<NodeContract | null> => {
    const file = await path(node);
    if (file === null) return null;
    const text = await textOf(file);
    if (text === null) return { node, file, text, contract: null, issues: [] };
    return { node, file, text, ...read(text, file, originOf(join(root, file))) };
  });
  return {
    root,
    names: () => (names ??= nodeNames(root)),
    versions,
    async text(node) {
      const file = await path(node);
      return file === null ? '' : ((await textOf(file)) ?? '');
    },
    newest,
    contract: async (node) => contractOf(node, await newest(node)),
    read,
  };
}

/** Reads the contract of a node of the project. Throws a UserError if it is missing or invalid. */
export async function readNodeContract(root: string, node: string): Promise<Contract> {
  return projectContracts(root).contract(node);
}

/**
 * Returns the findings about the contracts of some nodes, in every version. A node without a contract has none.
 */
export async function contractFindings(
  project: ProjectContracts,
  nodes: readonly string[],
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const node of nodes) {
    for (const version of (await project.versions(node)).slice(0, -1))
      found.push(...(await olderFindings(project, `nodes/${node}/${version}/contract.yaml`)));
    const newest = await project.newest(node);
    if (newest !== null) found.push(...newest.issues.map((issue) => findingOf(issue, newest.file)));
  }
  return found;
}

async function olderFindings({ root, read }: ProjectContracts, file: string): Promise<readonly Finding[]> {
  const path = join(root, file);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return [];
  return read(text, file, originOf(path)).issues.map((issue) => findingOf(issue, file));
}
