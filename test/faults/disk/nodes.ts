/** A file of a modelled disk. */
export interface FileNode {
  readonly kind: 'file';
  readonly contents: Buffer;
  mode: number;
  /** What a loss of power leaves of it; null: nothing of its contents was flushed. */
  readonly lasting: Buffer | null;
  lastingMode: number;
}

/** A folder of a modelled disk: names as processes see them, and as a loss of power leaves them. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly names: Map<string, Node>;
  lasting: ReadonlyMap<string, Node>;
  /** Changes since the folder was flushed, oldest first; null removes a name. */
  readonly unflushed: Readonly<Record<string, Node | null>>[];
}

export type Node = FileNode | FolderNode;

export function folderOf(names: ReadonlyMap<string, Node> = new Map()): FolderNode {
  return { kind: 'folder', names: new Map(names), lasting: new Map(names), unflushed: [] };
}

export function fileOf(contents: Uint8Array, mode: number, flushed: boolean): FileNode {
  const bytes = Buffer.from(contents);
  return { kind: 'file', contents: bytes, mode, lasting: flushed ? bytes : null, lastingMode: mode };
}

/** The tree after a loss of power; `survives` is asked about each change of names that was not flushed. */
export function afterLoss(root: FolderNode, survives: () => boolean): FolderNode {
  const copies = new Map<Node, Node>();
  function copyOf(node: Node): Node {
    const known = copies.get(node);
    if (known !== undefined) return known;
    const copy =
      node.kind === 'folder'
        ? folderAfter(node)
        : fileOf(node.lasting ?? Buffer.alloc(0), node.lastingMode, true);
    copies.set(node, copy);
    return copy;
  }
  function folderAfter(folder: FolderNode): FolderNode {
    const names = new Map(folder.lasting);
    for (const change of folder.unflushed) {
      if (!survives()) continue;
      for (const [name, node] of Object.entries(change)) {
        if (node === null) names.delete(name);
        else names.set(name, node);
      }
    }
    return folderOf(new Map([...names].map(([name, node]) => [name, copyOf(node)])));
  }
  return folderAfter(root);
}
