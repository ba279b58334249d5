import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originOf, type Finding } from 'onex-runtime/contract';
import { contractOf } from '../contract/edit/index.ts';
import type { NodeContract, ProjectContracts } from './contracts.ts';
import { versionFolders } from './nodes.ts';

/** A contract edited by a command. */
export interface EditedContract {
  /** The user's text with the edit. */
  readonly text: string;
  /** The findings about the result. */
  readonly findings: readonly Finding[];
  /** Applies the same edit to the text that the generator last wrote. */
  base(text: string): string;
}

/** The changes that a command makes in a node before the node is rendered again. */
export interface NodeEdits {
  /** By folder of the version, such as `v1_0_0`. */
  readonly contracts: ReadonlyMap<string, EditedContract>;
  /** Folders of versions that are removed. */
  readonly versions: ReadonlySet<string>;
}

/**
 * The changes that a command makes in a project before its nodes are rendered again. None of them is on the disk yet.
 */
export interface ProjectEdits {
  /** By folder of the node. */
  readonly nodes: ReadonlyMap<string, NodeEdits>;
  /** Nodes that are removed. */
  readonly removed: ReadonlySet<string>;
}

export const NO_EDITS: NodeEdits = { contracts: new Map(), versions: new Set() };

/** Returns the versions of a node on disk that remain after some edits, oldest first. */
async function versionsLeft(root: string, node: string, { versions }: NodeEdits): Promise<readonly string[]> {
  const folders = await versionFolders(root, node);
  return folders.filter((folder) => !versions.has(folder));
}

/** Returns the contracts of a project after some edits. */
export function editedContracts(
  root: string,
  project: ProjectContracts,
  edits: ProjectEdits,
): ProjectContracts {
  /** Returns the contract of the newest remaining version; null if the node does not change. */
  async function changed(node: string): Promise<{ readonly file: string; readonly text: string } | null> {
    const own = edits.nodes.get(node);
    const folder = own && (await versionsLeft(root, node, own)).at(-1);
    if (own === undefined || folder === undefined) return null;
    const file = `nodes/${node}/${folder}/contract.yaml`;
    const edited = own.contracts.get(folder)?.text;
    return { file, text: edited ?? (await readFile(join(root, file), 'utf8').catch(() => '')) };
  }
  async function newest(node: string): Promise<NodeContract | null> {
    const own = await changed(node);
    if (own === null) return project.newest(node);
    return { node, ...own, ...project.read(own.text, own.file, originOf(join(root, own.file))) };
  }
  return {
    ...project,
    names: async () => (await project.names()).filter((node) => !edits.removed.has(node)),
    text: async (node) => (await changed(node))?.text ?? project.text(node),
    newest,
    async contract(node) {
      const own = await changed(node);
      if (own === null) return project.contract(node);
      return contractOf(own.text, own.file, originOf(join(root, own.file)));
    },
  };
}
