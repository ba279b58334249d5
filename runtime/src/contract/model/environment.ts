import type { FieldType } from '../field-type.ts';

export interface Capability {
  readonly name: string;
  readonly description: string | null;
}

export interface FeatureFlag {
  readonly name: string;
  readonly description: string | null;
  readonly environmentVariable: string | null;
  readonly default: boolean;
}

/** A variable of the environment that a node's code reads. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly description: string | null;
  readonly required: boolean;
}

/** A setting that a contract gives the node's configuration. */
export interface ConfigSetting {
  /** The key, verbatim (any string). */
  readonly name: string;
  readonly description: string | null;
  readonly type: FieldType;
  /** JSON value; undefined where the contract gives none. */
  readonly default?: unknown;
  /** Where the value comes from, when the configuration does not say it. */
  readonly environmentVariable: string | null;
  /** Without a default, and needed. */
  readonly required: boolean;
  /** Never logged or shown. */
  readonly secret?: true;
}

export interface Dependency {
  /** Python imports it, so the container of a node here has no token for it. */
  readonly pythonImport?: true;
  readonly name: string;
  readonly type: string | null;
  readonly module: string | null;
  readonly required: boolean;
  readonly description: string | null;
}

/** A compute's algorithm; its weights sum to 1 in a strict contract. */
export interface Algorithm {
  readonly type: string;
  readonly factors: readonly {
    readonly name: string;
    readonly weight: number;
    readonly method: string | null;
  }[];
}
