/** The four kinds of node (wire format: lowercase, as in introspection events). */
export type NodeKind = 'effect' | 'orchestrator' | 'compute' | 'reducer';
export const NODE_KINDS: readonly NodeKind[] = ['effect', 'orchestrator', 'compute', 'reducer'];

export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}
