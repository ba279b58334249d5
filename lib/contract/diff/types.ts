import type { Contract, ContractIssue, KeyPath, YamlSource } from 'onex-runtime/contract';

/** Who or what a breaking change breaks. */
export type Affected = 'consumers' | 'stored state' | 'running workflows' | 'configuration';

/** Which of the two contracts a change is shown in. */
export type Version = 'old' | 'new';

/** A contract as one side of a comparison has it. */
export interface ContractSide {
  /** As shown to people: a path, or `HEAD~1:nodes/…/contract.yaml`. */
  readonly file: string;
  readonly contract: Contract;
  readonly source: YamlSource;
  /** What there is to say of it beside its changes. */
  readonly issues: readonly ContractIssue[];
}

/** What a change touches, by which the nodes that depend on it are found. */
export type Subject =
  | {
      readonly kind: 'operation';
      readonly operation: string;
      readonly part: 'input' | 'output' | 'all';
      /** Path of the changed field, such as `lines.sku`; null where more than one field changes. */
      readonly field: string | null;
    }
  | { readonly kind: 'topic'; readonly topic: string; readonly role: 'subscribe' | 'publish' }
  | { readonly kind: 'node' };

/** A part of a project that a breaking change breaks. */
export interface Consumer {
  /** Name of the node. */
  readonly node: string;
  /** Step of its workflow that depends on what changed; null where the node hears or sends the message itself. */
  readonly step: string | null;
  /** Field that the consumer sends or reads; null where the whole message is concerned. */
  readonly field: string | null;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One change, as the parts of the comparison find it. */
export interface FoundChange {
  /** null: compatible. */
  readonly breaks: Affected | null;
  /** What changed and what follows from it: one line, without a position. */
  readonly message: string;
  readonly version: Version;
  /** Finds the place in the text of that version. Called only for changes that are shown. */
  readonly place: (source: YamlSource) => KeyPath;
  readonly subject: Subject | null;
}

/** One change with its effect and its place. */
export interface Change {
  readonly effect: 'compatible' | 'breaking';
  readonly breaks: Affected | null;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Parts of the project that break; empty where none is known, as for senders outside of the project. */
  readonly consumers: readonly Consumer[];
}
