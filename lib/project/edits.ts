import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originOf, type Finding } from 'onex-runtime/contract';
import { contractOf } from '../contract/edit/index.ts';
import type { NodeContract, ProjectContracts } from './contracts.ts';
import { versionFolders } from './nodes.ts';

/** A contract as a command edits it. */
export interface EditedContract {
  /** The owner's text with the edit. */
  readonly text: string;
  /** What there is to say of it. */
  readonly findings: readonly Finding[];
  /** The same edit of what the generator last wrote. */
  base(text: string): string;
}

/** What a command changes in a node before the node is rendered again. */
export interface NodeEdits {
  /** By folder of the version, such as `v1_0_0`. */
  readonly contracts: ReadonlyMap<string, EditedContract>;
  /** Folders of versions that are removed. */
  readonly versions: ReadonlySet<string>;
}

/** What a command changes in a project before its nodes are rendered again. Nothing of it is on the disk yet. */
export interface ProjectEdits {
  /** By folder of the node. */
  readonly nodes: ReadonlyMap<string, NodeEdits>;
  /** Nodes that are removed. */
  readonly removed: ReadonlySet<string>;
}

export const NO_EDITS: NodeEdits = { contracts: new Map(), versions: new Set() };

/** Versions of a node on disk that some edits leave, oldest first. */
async function versionsLeft(root: string, node: string, { versions }: NodeEdits): Promise<readonly string[]> {
  const folders = await versionFolders(root, node);
  return folders.filter((folder) => !versions.has(folder));
}

/** The contracts of a project as they will be after some edits. */
export function editedContracts(
  root: string,
  project: ProjectContracts,
  edits: ProjectEdits,
): ProjectContracts {
  /** The contract of the newest version that is left; null where nothing changes for the node. */
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
