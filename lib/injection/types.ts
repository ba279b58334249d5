import type { NodeKind } from 'onex-runtime/contract';
import type { NodeNames } from './pieces/index.ts';

/** A file's text as read from disk (UTF-8, byte order mark included), with the path it is known by. */
export interface InjectionSource {
  /** Decides the language by its ending, and is in messages; never opened here. */
  readonly path: string;
  readonly text: string;
}

/** What a class that is not an ONEX node is announced as. */
export interface NodeIdentityAnswers {
  readonly nodeName: string;
  readonly nodeType: NodeKind;
  readonly nodeVersion: { readonly major: number; readonly minor: number; readonly patch: number };
  readonly domain: string;
}

/** How a clash between an owner's edit and a newer version of the same piece is settled. */
export type PieceConflict = 'ours' | 'theirs' | 'fail';

/** Members a base class is known to have, by name; from a caller that can read the base's file. */
export interface BaseMembers {
  /** It is, or extends, a base of onex-runtime. */
  readonly runtime: boolean;
  /** It has the event bus already, and so do its subclasses. */
  readonly opensBus: boolean;
  readonly members: readonly InheritedMember[];
}

export interface InheritedMember {
  readonly name: string;
  readonly kind: 'method' | 'field' | 'accessor';
  readonly access: 'public' | 'protected' | 'private';
  readonly abstract: boolean;
  /** Why `async name(): Promise<void>` cannot stand in a method's place; null where it can, and for anything else. */
  readonly unlike: string | null;
}

export interface InjectionOptions {
  /** Folder of the EJS partials. Default: `generators/event-bus/templates` beside this source. */
  readonly templateRoot?: string;
  /** The class to take, by name. */
  readonly className?: string;
  /** Every class of the file; one that cannot be settled refuses the file. */
  readonly all?: boolean;
  /**
   * For classes whose `initialize` or `shutdown` cannot await: adds the methods `initializeEventBus` and
   * `shutdownEventBus`, which the owner calls, and extends nothing.
   */
  readonly separate?: boolean;
  /** Names the foreign base class is known to have of those injected; `[]` for none. Without it: not known. */
  readonly baseMembers?: readonly string[];
  /** Reads a base class that is imported; null when it cannot be read. */
  readonly resolveBase?: (specifier: string, exportedName: string) => BaseMembers | null;
  /** For classes that extend no runtime base; what is missing is derived from the class's name. */
  readonly identity?: Partial<NodeIdentityAnswers>;
  /** Chooses node names that no other class of the project has; without it, that no other of the file has. */
  readonly nodeNames?: NodeNames;
  /** `SERVICE_NAME`'s default; without it the domain, otherwise the class's name in kebab case. */
  readonly serviceName?: string;
  /** What an earlier run put in; without it the file is judged by its text alone. */
  readonly record?: InjectionRecord | null;
  /** Puts pieces back that the owner deleted. */
  readonly restore?: boolean;
  readonly onConflict?: PieceConflict;
  /**
   * The text was rendered by this generator and not written by people: its edits are not checked. Whoever renders it
   * verifies the result as a whole.
   */
  readonly rendered?: boolean;
}

/** One span of text put in at one place; `offset` in UTF-16 units of the text before the edit. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** Where a named piece lies within its insertion. */
export interface PieceSpan {
  /** `import`, `available`, `field:nodeId`, `method:initialize`, `call:initialize`. */
  readonly name: string;
  readonly start: number;
  /** Where its syntax starts, below the comment that comes with it. */
  readonly anchor: number;
  readonly end: number;
}

export interface RecordedInsertion {
  readonly text: string;
  readonly pieces: readonly PieceSpan[];
}

/** What was put into one file, so that a later run can tell it from the owner's own. Plain JSON. */
export interface InjectionRecord {
  readonly version: 1;
  readonly file: readonly RecordedInsertion[];
  readonly classes: readonly RecordedClass[];
}

export interface RecordedClass {
  /** null for a class without a name. */
  readonly name: string | null;
  readonly insertions: readonly RecordedInsertion[];
}

/** One reason, with its place (1-based line and column) and what to do about it. */
export interface InjectionReason {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly remedy: string;
  /** An invariant failed: a defect of ours, or a file of a kind never seen. */
  readonly broken?: boolean;
  /** A piece was edited here and changed there: a person is needed. */
  readonly conflict?: boolean;
  /** Classes to choose from, when that is what is missing. */
  readonly candidates?: readonly string[];
}

/** Something worth telling about a file that was dealt with. */
export interface InjectionNote {
  readonly message: string;
  readonly line: number;
  /** Public methods that the type of a class did not have before. */
  readonly added?: AddedMembers;
}

export interface AddedMembers {
  /** null for a class without a name. */
  readonly className: string | null;
  readonly members: readonly string[];
}

interface ResultBase {
  /** The file's text after the run; the text given, unless the status is `injected` or `removed`. */
  readonly text: string;
  /** What went in, against the text given; empty unless something was only put in. */
  readonly insertions: readonly Insertion[];
  readonly notes: readonly InjectionNote[];
}

export type InjectionResult =
  | (ResultBase & {
      readonly status: 'injected';
      readonly classes: readonly string[];
      readonly record: InjectionRecord;
    })
  | (ResultBase & {
      readonly status: 'removed';
      readonly classes: readonly string[];
      /** What is left of the record; null when nothing is. */
      readonly record: InjectionRecord | null;
    })
  | (ResultBase & { readonly status: 'unchanged'; readonly record: InjectionRecord | null })
  | (ResultBase & {
      readonly status: 'skipped' | 'refused';
      readonly reason: InjectionReason;
      /** Unified diff of what was intended, when an invariant failed. */
      readonly patch?: string;
    });
