import type { Contract } from 'onex-runtime/contract';
import { nodeNames, readContractOf, readNodeContract } from './nodes.ts';

/**
 * Contracts of the nodes of a project, each read and parsed at most once. It belongs to one run: what changes on disk
 * afterwards is not seen, so that all parts of a run are rendered from the same texts.
 */
export interface ProjectContracts {
  /** Folders of the nodes, sorted. */
  names(): Promise<readonly string[]>;
  /** Text of the contract of a node's newest version; empty where there is none. */
  text(node: string): Promise<string>;
  /** @throws UserError when the node has no contract, or a broken one. */
  contract(node: string): Promise<Contract>;
}

/** Keeps what a function returns for each argument, its failure too. */
function once<T>(read: (node: string) => Promise<T>): (node: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (node) => {
    const found = known.get(node) ?? read(node);
    known.set(node, found);
    return found;
  };
}

/** @param root absolute folder of the project */
export function projectContracts(root: string): ProjectContracts {
  let names: Promise<readonly string[]> | null = null;
  return {
    names: () => (names ??= nodeNames(root)),
    text: once((node) => readContractOf(root, node)),
    contract: once((node) => readNodeContract(root, node)),
  };
}
