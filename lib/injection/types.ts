import type { NodeKind } from 'onex-runtime/contract';
import type { NodeNames } from './pieces/index.ts';

/** A file's text as read from disk (UTF-8, byte order mark included), with its path. */
export interface InjectionSource {
  /** Its extension determines the language, and messages contain it. It is never opened here. */
  readonly path: string;
  readonly text: string;
}

/** The identity under which a guest class is announced. */
export interface NodeIdentityAnswers {
  readonly nodeName: string;
  readonly nodeType: NodeKind;
  readonly nodeVersion: { readonly major: number; readonly minor: number; readonly patch: number };
  readonly domain: string;
}

/** How to resolve a conflict between a user's edit and a newer version of the same piece. */
export type PieceConflict = 'ours' | 'theirs' | 'fail';

/** The known members of a base class, by name, from a caller that can read its file. */
export interface BaseMembers {
  /** It is, or extends, a base class of onex-runtime. */
  readonly runtime: boolean;
  /** It already has the event bus, and so do its subclasses. */
  readonly opensBus: boolean;
  readonly members: readonly InheritedMember[];
}

export interface InheritedMember {
  readonly name: string;
  readonly kind: 'method' | 'field' | 'accessor';
  readonly access: 'public' | 'protected' | 'private';
  readonly abstract: boolean;
  /** Why `async name(): Promise<void>` cannot replace a method; null if it can, and for anything else. */
  readonly unlike: string | null;
}

export interface InjectionOptions {
  /** Folder of the EJS partials. Default: `generators/event-bus/templates` next to this source. */
  readonly templateRoot?: string;
  /** The class to inject, by name. */
  readonly className?: string;
  /** Every class of the file. If one cannot be injected, the whole file is refused. */
  readonly all?: boolean;
  /**
   * For classes whose `initialize` or `shutdown` cannot await: adds the methods `initializeEventBus` and
   * `shutdownEventBus`, which the user calls, and extends no method.
   */
  readonly separate?: boolean;
  /** The injected names that the foreign base class has; `[]` for none. Undefined: unknown. */
  readonly baseMembers?: readonly string[];
  /** Reads an imported base class; returns null if it cannot be read. */
  readonly resolveBase?: (specifier: string, exportedName: string) => BaseMembers | null;
  /** For classes that extend no runtime base class. Missing values are derived from the class's name. */
  readonly identity?: Partial<NodeIdentityAnswers>;
  /** Chooses node names that are unique in the project. Without it, they are unique only in the file. */
  readonly nodeNames?: NodeNames;
  /** Default of `SERVICE_NAME`. Without it, the default is the domain, otherwise the class's name in kebab case. */
  readonly serviceName?: string;
  /** The insertions of an earlier run. Without it, only the file's text counts. */
  readonly record?: InjectionRecord | null;
  /** Restores pieces that the user deleted. */
  readonly restore?: boolean;
  readonly onConflict?: PieceConflict;
  /**
   * This generator rendered the text, so its edits are not checked. The caller verifies the result as a whole.
   */
  readonly rendered?: boolean;
}

/** One inserted span of text; `offset` is in UTF-16 units of the text before the edit. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** The position of a named piece within its insertion. */
export interface PieceSpan {
  /** `import`, `available`, `field:nodeId`, `method:initialize`, `call:initialize`. */
  readonly name: string;
  readonly start: number;
  /** Where its syntax starts, below its comment. */
  readonly anchor: number;
  readonly end: number;
}

export interface RecordedInsertion {
  readonly text: string;
  readonly pieces: readonly PieceSpan[];
}

/** The insertions in one file, which later runs distinguish from the user's own code. Plain JSON. */
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

/** One reason, with its position (1-based line and column) and a remedy. */
export interface InjectionReason {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly remedy: string;
  /** An invariant failed: a defect of the injection, or an unexpected kind of file. */
  readonly broken?: boolean;
  /** The user and the new version both changed a piece, so the user must decide. */
  readonly conflict?: boolean;
  /** Classes to choose from, if the choice is missing. */
  readonly candidates?: readonly string[];
}

/** Noteworthy information about a processed file. */
export interface InjectionNote {
  readonly message: string;
  readonly line: number;
  /** Public methods that the class's type gained. */
  readonly added?: AddedMembers;
}

export interface AddedMembers {
  /** null for a class without a name. */
  readonly className: string | null;
  readonly members: readonly string[];
}

interface ResultBase {
  /** The file's text after the run. It is the given text unless the status is `injected` or `removed`. */
  readonly text: string;
  /** The insertions relative to the given text; empty unless the run only inserted text. */
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
      /** The remaining record; null if nothing remains. */
      readonly record: InjectionRecord | null;
    })
  | (ResultBase & { readonly status: 'unchanged'; readonly record: InjectionRecord | null })
  | (ResultBase & {
      readonly status: 'skipped' | 'refused';
      readonly reason: InjectionReason;
      /** Unified diff of the intended text if an invariant failed. */
      readonly patch?: string;
    });
