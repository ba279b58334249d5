import type { PartWords } from '../../answers/index.ts';

/** The nodes, versions, and parts to remove. Nodes are full names. */
export interface Targets {
  readonly nodes: readonly string[];
  /** A version's folder with its node. */
  readonly versions: readonly { readonly node: string; readonly folder: string }[];
  readonly part: (PartWords & { readonly node: string }) | null;
}
