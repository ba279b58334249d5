/** Input and output of rendering: plain data without a file system. */
import type { Contract } from 'onex-runtime/contract';
import type { PackageManager } from 'onex-runtime/project';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Regular or executable. A file's mode is part of the generated output. */
export type FileMode = 0o644 | 0o755;

export interface GeneratedFile {
  /** POSIX, relative to its unit's root. */
  readonly path: string;
  readonly contents: string | Uint8Array;
  readonly mode: FileMode;
}

/**
 * The smallest part that is generated, reconciled, and upgraded as a whole: the project around the nodes, or one node.
 */
export interface Unit {
  readonly kind: 'project' | 'node';
  /** Name of the project or of the node (`node_billing_payment_effect`). */
  readonly name: string;
  /** POSIX, relative to the project's root; `''` for the project itself. */
  readonly root: string;
  readonly files: readonly GeneratedFile[];
  /** The data with which a later run can render the unit again. */
  readonly answers: JsonObject;
}

/** Answers about the project, stored in `.yo-rc.json` under `generator-onex`. */
export interface ProjectAnswers {
  /** npm package name, such as `shop`. */
  readonly name: string;
  readonly description: string;
  /** Kebab case; the default domain of nodes. */
  readonly domain: string;
  readonly generatorVersion: string;
  /** Version range of the npm package `node` in the devDependencies (`--with-node`), or null. */
  readonly withNode: string | null;
  /** From `--runtime-version`; null: the runtime is vendored. */
  readonly runtimeVersion: string | null;
  /**
   * Present once an orchestrator was created with `--workflow-engine llamaindex`: the engine's package is a dependency.
   */
  readonly llamaindex?: true;
  /** From a package.json that existed before the project; absent: the first version. */
  readonly version?: string;
  /** Present if the project was created in an existing package, whose files keep their meaning. */
  readonly existingPackage?: ExistingPackage;
  /** Present if no file of the project names its package manager; absent: npm. */
  readonly packageManager?: PackageManager;
}

/** A package that existed before the project. */
export interface ExistingPackage extends JsonObject {
  /** Packages that it already depended on, sorted. Their versions belong to the user. */
  readonly dependencies: readonly string[];
}

export type WorkflowEngine = 'builtin' | 'llamaindex';

/** Answers about a node that its contract does not contain. */
export interface NodeAnswers {
  readonly eventBus: boolean;
  /** Only for an orchestrator. */
  readonly workflowEngine: WorkflowEngine;
  /**
   * Present if the node was created from a contract of another tool. In such a contract, a key similar to a known one
   * is not an error.
   */
  readonly contractOrigin?: 'foreign';
}

/** Where a project gets its `onex-runtime` from. */
export type RuntimeSource =
  | {
      readonly from: 'vendor';
      readonly version: string;
      /** `onex-runtime-0.1.0-1a2b3c4d.tgz`; written to `vendor/`. */
      readonly fileName: string;
      readonly contents: Uint8Array;
    }
  | {
      readonly from: 'registry';
      /** Version or range from `--runtime-version`. */ readonly version: string;
    };

/** A node of the project from the point of view of other nodes. */
export interface ProjectNode {
  /** Its folder, relative to the folder that contains the driving node. */
  readonly folder: string;
  readonly contract: Contract;
}

export interface RenderOptions {
  /** Folder that holds `app/templates`, `node/templates` and the rest; a bundled program passes its own. */
  readonly templateRoot?: string;
  /** For an orchestrator: nodes of the project that may perform its steps. */
  readonly nodes?: readonly ProjectNode[];
}
