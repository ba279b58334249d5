import type { Contract, NodeKind, SemanticVersion } from '../../contract/model.ts';

/** What the mesh knows about one instance of a node. */
export interface NodeProfile {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly nodeType: NodeKind;
  readonly nodeVersion: SemanticVersion;
  readonly domain: string;
  readonly serviceName: string;
  readonly environment: string;
  /** Absolute URL of the health endpoint as others reach it. Null if none is served. */
  readonly healthUrl: string | null;
  /** Null for a class that is not a node of the runtime. */
  readonly contract: Contract | null;
}
