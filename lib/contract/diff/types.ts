import type { Contract, ContractIssue, KeyPath, YamlSource } from 'onex-runtime/contract';

/** What a breaking change breaks. */
export type Affected = 'consumers' | 'stored state' | 'running workflows' | 'configuration';

/** Which of the two contracts a change is shown in. */
export type Version = 'old' | 'new';

/** A contract on one side of a comparison. */
export interface ContractSide {
  /** For display: a path, or `HEAD~1:nodes/…/contract.yaml`. */
  readonly file: string;
  readonly contract: Contract;
  readonly source: YamlSource;
  /** Its issues apart from its changes. */
  readonly issues: readonly ContractIssue[];
}

/** The subject of a change, which determines the nodes that depend on it. */
export type Subject =
  | {
      readonly kind: 'operation';
      readonly operation: string;
      readonly part: 'input' | 'output' | 'all';
      /** Path of the changed field, such as `lines.sku`; null if more than one field changes. */
      readonly field: string | null;
    }
  | { readonly kind: 'topic'; readonly topic: string; readonly role: 'subscribe' | 'publish' }
  | { readonly kind: 'node' };

/** A part of a project that a breaking change breaks. */
export interface Consumer {
  /** Name of the node. */
  readonly node: string;
  /** The workflow step that depends on the change; null if the node itself consumes or publishes the message. */
  readonly step: string | null;
  /** Field that the consumer sends or reads; null if the whole message is affected. */
  readonly field: string | null;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One change, as a part of the comparison reports it. */
export interface FoundChange {
  /** null: compatible. */
  readonly breaks: Affected | null;
  /** The change and its consequence: one line, without a position. */
  readonly message: string;
  readonly version: Version;
  /** Finds the position in the text of that version. Called only for changes that are shown. */
  readonly place: (source: YamlSource) => KeyPath;
  readonly subject: Subject | null;
}

/** One change with its effect and its position. */
export interface Change {
  readonly effect: 'compatible' | 'breaking';
  readonly breaks: Affected | null;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Affected parts of the project; empty if none is known, as for senders outside the project. */
  readonly consumers: readonly Consumer[];
}
