/** What rendering takes and gives: plain data, no file system. */
import type { Contract } from 'onex-runtime/contract';
import type { PackageManager } from 'onex-runtime/project';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Regular or executable; a file's mode is part of what is generated. */
export type FileMode = 0o644 | 0o755;

export interface GeneratedFile {
  /** POSIX, relative to its unit's root. */
  readonly path: string;
  readonly contents: string | Uint8Array;
  readonly mode: FileMode;
}

/** What is generated, reconciled and upgraded as one: the project around the nodes, or one node. */
export interface Unit {
  readonly kind: 'project' | 'node';
  /** Name of the project or of the node (`node_billing_payment_effect`). */
  readonly name: string;
  /** POSIX, relative to the project's root; `''` for the project itself. */
  readonly root: string;
  readonly files: readonly GeneratedFile[];
  /** What a later run needs to render the unit again. */
  readonly answers: JsonObject;
}

/** Answers about the project; they stand in `.yo-rc.json` under `generator-onex`. */
export interface ProjectAnswers {
  /** npm package name, such as `shop`. */
  readonly name: string;
  readonly description: string;
  /** Kebab case; the domain of nodes that name none. */
  readonly domain: string;
  readonly generatorVersion: string;
  /** Range of the npm package `node` put among the devDependencies (`--with-node`), or null. */
  readonly withNode: string | null;
  /** As given by `--runtime-version`; null: the runtime is vendored. */
  readonly runtimeVersion: string | null;
  /** Present once an orchestrator was made with `--workflow-engine llamaindex`: the engine's package is a dependency. */
  readonly llamaindex?: true;
  /** Of the package.json that was there before the project; absent: the first one. */
  readonly version?: string;
  /** Present where the project was made in a package that existed: its files keep their meaning. */
  readonly existingPackage?: ExistingPackage;
  /** Where no file of the project names its package manager; absent: npm. */
  readonly packageManager?: PackageManager;
}

/** A package that existed before the project. */
export interface ExistingPackage extends JsonObject {
  /** Packages that it named already, sorted; their versions are its owner's. */
  readonly dependencies: readonly string[];
}

export type WorkflowEngine = 'builtin' | 'llamaindex';

/** Answers about a node that its contract does not hold. */
export interface NodeAnswers {
  readonly eventBus: boolean;
  /** Of an orchestrator; others ignore it. */
  readonly workflowEngine: WorkflowEngine;
  /** Set where the node was made from a contract of other tools: what is almost a known word there is no error. */
  readonly contractOrigin?: 'foreign';
}

/** Where a project takes its `onex-runtime` from. */
export type RuntimeSource =
  | {
      readonly from: 'vendor';
      readonly version: string;
      /** `onex-runtime-0.1.0-1a2b3c4d.tgz`; goes to `vendor/`. */
      readonly fileName: string;
      readonly contents: Uint8Array;
    }
  | {
      readonly from: 'registry';
      /** Version or range as given by `--runtime-version`. */ readonly version: string;
    };

/** A node of the project as others see it. */
export interface ProjectNode {
  /** Its folder, from the folder that the node which drives it is in. */
  readonly folder: string;
  readonly contract: Contract;
}

export interface RenderOptions {
  /** Folder that holds `app/templates`, `node/templates` and the rest; a bundled program passes its own. */
  readonly templateRoot?: string;
  /** Of an orchestrator: nodes of the project that may do its steps. */
  readonly nodes?: readonly ProjectNode[];
}
