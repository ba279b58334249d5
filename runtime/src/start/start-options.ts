import type { ZodType } from 'zod';

/** The settings that a start_node.ts gives for its node. */
export interface StartOptions {
  /** `import.meta.url` of start_node.ts, which is in the folder of `contract.yaml`. */
  readonly entry: string;
  /** The node's config model. Without one, a config file may have only the `runtime` section. */
  readonly config?: ZodType;
}
