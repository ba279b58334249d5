import type { Finding } from '../../format-issue.ts';
import type { Contract } from '../../model.ts';

/** A node of the mesh, and where its contract is. */
export interface MeshNode {
  readonly contract: Contract;
  /** As the user sees it. */
  readonly file: string;
  /** Whether it is of the project that is checked, and not of a folder of `--with`. */
  readonly own: boolean;
  /** Name of its folder in the project; absent: not known. */
  readonly folder?: string;
  /** Text of the contract, in which a finding's place is looked for; absent: findings name the first line. */
  readonly text?: string;
  /** Its TypeScript code; absent: it has none, or nobody reads it. */
  readonly code?: NodeCode;
}

/** Code of one version of a node. Paths are POSIX, relative to the version's folder. */
export interface NodeCode {
  /** Null if there is no such file. */
  read(path: string): string | null;
  /** Paths of the files in a folder, sorted. */
  list(folder: string): readonly string[];
  /** Whether a file or folder exists. */
  exists(path: string): boolean;
}

/** A node of the project whose contract cannot be read. What it publishes and takes is not known. */
export interface UnreadNode {
  readonly folder: string;
  /** Null if the contract is missing. */
  readonly text: string | null;
  /** Why, and where. */
  readonly finding: Finding;
}

/** The rules about links between nodes. Each has an entry in docs/errors.md. */
export const GRAPH_RULES = [
  'unread',
  'unpublished',
  'unanswered',
  'two-models',
  'shared-commands',
  'shared-results',
  'cycle',
  'field',
  'no-node',
  'no-operation',
  'version',
  'duplicate',
  'unreadable',
] as const;

export type GraphRule = (typeof GRAPH_RULES)[number];

/** What is wrong between nodes; its place is in the contract, or in the code, of the node that depends on another one. */
export interface GraphFinding extends Finding {
  readonly severity: 'error' | 'warning';
  readonly rule: GraphRule;
  /** Null: the finding is about several topics, or none. */
  readonly topic: string | null;
  readonly nodes: readonly string[];
  readonly files: readonly string[];
  /** Step of a workflow that it is about. */
  readonly step?: string;
  /** Operation that is asked for. */
  readonly operation?: string;
}
