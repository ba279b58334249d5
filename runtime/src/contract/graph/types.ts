import type { Contract } from '../model.ts';

/** A node of the mesh, and where its contract is. */
export interface MeshNode {
  readonly contract: Contract;
  /** As the user sees it. */
  readonly file: string;
  /** Whether it is of the project that is checked, and not of a folder of `--with`. */
  readonly own: boolean;
}

export type GraphRule =
  | 'unread'
  | 'unpublished'
  | 'unanswered'
  | 'two-models'
  | 'shared-commands'
  | 'shared-results'
  | 'cycle'
  | 'field';

export interface GraphFinding {
  readonly severity: 'error' | 'warning';
  readonly rule: GraphRule;
  readonly message: string;
  /** Null: the finding is about several topics. */
  readonly topic: string | null;
  readonly nodes: readonly string[];
  readonly files: readonly string[];
}
