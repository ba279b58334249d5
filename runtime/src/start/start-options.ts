import type { ZodType } from 'zod';

/** What a start_node.ts says about its node. */
export interface StartOptions {
  /** `import.meta.url` of start_node.ts; `contract.yaml` lies beside it. */
  readonly entry: string;
  /** The node's config model. Without one a config file may hold the `runtime` section only. */
  readonly config?: ZodType;
}
