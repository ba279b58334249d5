import { about, type GraphFinding, type MeshNode } from '../mesh/index.ts';

/** The nodes of a mesh, each name once, and a finding for each folder that is a copy of another node's. */
export function withoutCopies(nodes: readonly MeshNode[]): {
  readonly unique: readonly MeshNode[];
  readonly found: readonly GraphFinding[];
} {
  const groups = [...Map.groupBy(nodes, ({ contract }) => contract.name).values()];
  const unique: MeshNode[] = [];
  const found: GraphFinding[] = [];
  for (const group of groups) {
    // The original is the one whose folder is named like its node.
    const original = group.find(({ folder, contract }) => folder === contract.name) ?? group[0]!;
    unique.push(original);
    for (const copy of group) {
      if (copy === original) continue;
      const message =
        `${copy.contract.name} is also the name of the node in ${original.file}; ` +
        'give the copy a name of its own, or delete its folder';
      found.push(about('error', 'duplicate', message, { nodes: [copy, original], place: () => ['name'] }));
    }
  }
  return { unique, found };
}
