import type { FailureKeys } from '../errors/index.ts';
import type { Unit } from '../render/index.ts';
import type { Basis } from './basis.ts';
import type { Disk } from './disk/index.ts';
import type { Clash } from './merge/index.ts';
import type { UnitState, Manifest, RecordedState } from './store/index.ts';

/** What becomes of a clash. `fail` writes nothing at all, of no file. */
export type ConflictPolicy = 'ours' | 'theirs' | 'markers' | 'fail';
export const CONFLICT_POLICIES: readonly ConflictPolicy[] = ['ours', 'theirs', 'markers', 'fail'];

export type FileAction =
  | 'create'
  | 'adopt'
  | 'update'
  | 'merge'
  | 'rename'
  | 'unchanged'
  | 'keep'
  | 'conflict'
  | 'delete'
  | 'kept-deleted'
  | 'refused';

/** A file that changed its name between two versions of the templates; both paths relative to the unit. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A clash, as shown to somebody who settles it. All texts have LF line ends. */
export interface Question {
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
  /** All that merges, and where it clashes one side's lines, or both, between markers or one after the other. */
  readonly withOurs: string;
  readonly withTheirs: string;
  readonly withMarkers: string;
  readonly withBoth: string;
  /** Empty of a file that is taken or left as a whole. */
  readonly clashes: readonly Clash[];
}

/** `skip` leaves the file and its base as they are; `text` is what an editor gave back. */
export type Answer = Exclude<ConflictPolicy, 'fail'> | 'skip' | { readonly text: string };

/**
 * A unit that was rendered; `source` is a hash of all it was rendered from, where the caller takes one, and `state` what
 * the caller read of its store already.
 */
export type RenderedUnit = Unit & {
  readonly source?: string;
  readonly state?: UnitState;
  /** The owner's files as a command edited them, by path: each is written as it is here, whatever the base says. */
  readonly edited?: ReadonlyMap<string, string>;
  /** Folders of the unit, such as that of a version, that are deleted with everything in them. */
  readonly removedFolders?: readonly string[];
  readonly absent?: readonly AbsentFolder[];
};

/** A folder of a unit that cannot be rendered, because its owner deleted it or what it is rendered from. */
export interface AbsentFolder {
  /** Relative to the unit: `v1_0_0`. Its records stay as they are. */
  readonly folder: string;
  /** What was deleted, relative to the unit: the folder, or a file in it. */
  readonly path: string;
  /** What to do about it. */
  readonly reason: string;
}

/** A unit whose folder is deleted with everything in it, the owner's files included. */
export interface RemovedUnit {
  readonly removed: true;
  /** POSIX, relative to the project's root. */
  readonly root: string;
  /** Files elsewhere that are about the unit alone, such as its settings: POSIX, relative to the project's root. */
  readonly beside?: readonly string[];
}

/** A unit that need not be rendered, since its store says what it was rendered from, and that has not changed. */
export interface RecordedUnit {
  readonly recorded: true;
  /** POSIX, relative to the project's root. */
  readonly root: string;
  readonly state: UnitState;
  /** A file of the unit, relative to it, whose conflict markers keep the unit from being rendered. */
  readonly inConflict?: string | null;
  readonly absent?: readonly AbsentFolder[];
}

export type UnitInput = RenderedUnit | RecordedUnit;
/** What a run may be about: a unit that stays, or one that goes. */
export type AnyUnit = UnitInput | RemovedUnit;

export interface ReconcileOptions {
  /** Version of this generator; a unit that a newer one wrote is refused. */
  readonly generatorVersion: string;
  readonly onConflict: ConflictPolicy;
  /** Asked for each clash instead of `onConflict`, where somebody is there to answer. */
  readonly resolve?: (question: Question) => Promise<Answer>;
  /** Deleted files to restore: POSIX paths relative to the root. */
  readonly restore?: readonly string[];
  readonly renames?: (unit: RenderedUnit) => readonly Rename[];
  /**
   * Called for each unit of which something would be written; throws when its texts are not fit for that.
   * @param last What was written last of it, and was fit.
   */
  readonly verify?: (unit: RenderedUnit, last: RecordedState) => Promise<void>;
  /** What the project was like when the run began to read it; a commit refuses when that has changed. */
  readonly basis?: Basis;
  /** Nothing at all is written, not even to finish an interrupted run. */
  readonly dryRun?: boolean;
  readonly disk?: Disk;
}

/** What is done to one path, apart from the generator's own files. */
export interface FilePlan {
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly action: FileAction;
  /** Permission bits the file will have; null where there will be no file. */
  readonly mode: number | null;
  /** Former path of a renamed file. */
  readonly from: string | null;
  /** Why it is refused, kept or in conflict, where the action does not say it all. */
  readonly reason: string | null;
  readonly clashes: readonly Clash[];
  /** Places of the owner's text that the template's text replaced: lines as they were before. */
  readonly replaced: readonly Clash[];
  /** Texts for showing a diff, LF; null of a binary or where there is no file. */
  readonly before: string | null;
  readonly after: string | null;
  /** Of a conflict that is left to be decided: the text with both sides between markers. */
  readonly undecided?: string;
  /** A run before left a conflict in the file, and its owner resolved it since. */
  readonly isResolved?: true;
}

/** One step of the commit. `before` is the sha256 of the bytes that were read, null where there was no file. */
export type Change =
  | {
      readonly type: 'write';
      readonly path: string;
      readonly before: string | null;
      readonly contents: Uint8Array;
      readonly mode: number;
    }
  | { readonly type: 'remove'; readonly path: string; readonly before: string }
  | { readonly type: 'mode'; readonly path: string; readonly before: string; readonly mode: number };

/** What a run would do: data, nothing written yet. */
export interface Plan {
  /** Absolute, as given. */
  readonly root: string;
  readonly files: readonly FilePlan[];
  readonly changes: readonly Change[];
  /** Roots of the units that were planned, relative to the root. */
  readonly unitRoots: readonly string[];
  /** What the units' manifests will say. */
  readonly manifests: readonly { readonly root: string; readonly manifest: Manifest }[];
  readonly warnings: readonly string[];
  readonly options: ReconcileOptions;
}

export type Status = 'done' | 'unchanged' | 'conflicts' | 'error';

/** The object that `--json` prints. */
export interface JsonReport extends Partial<FailureKeys> {
  readonly status: Status;
  readonly files: readonly {
    readonly path: string;
    readonly action: FileAction;
    readonly mode: string | null;
    /** Former path of a renamed file, and of one that begins as a copy. */
    readonly from?: string;
    /** Why it is refused, kept, or in conflict. */
    readonly reason?: string;
    /** 1-based lines of conflicts, in the file as it is left. */
    readonly lines?: readonly number[];
  }[];
  readonly warnings: readonly string[];
  readonly next: readonly string[];
  readonly error: string | null;
}

/** What happened, for machines (`json`) and for people (the four parts). */
export interface Report {
  readonly json: JsonReport;
  /** Whether a signal came once all files were in place: they stay, and nothing else may be started. */
  readonly interrupted: boolean;
  /** Why the packages are not installed, although the run was asked to and its files are in place; absent: they are. */
  readonly uninstalled?: string;
  readonly changed: readonly FilePlan[];
  readonly kept: readonly FilePlan[];
  readonly conflicts: readonly {
    readonly path: string;
    readonly lines: readonly number[];
    readonly reason: string | null;
  }[];
  readonly next: readonly string[];
}
