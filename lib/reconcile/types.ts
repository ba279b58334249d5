import type { FailureKeys } from '../errors/index.ts';
import type { Unit } from '../render/index.ts';
import type { Basis } from './basis.ts';
import type { Disk } from './disk/index.ts';
import type { Clash } from './merge/index.ts';
import type { UnitState, Manifest, RecordedState } from './store/index.ts';

/** How a conflict is settled. `fail` writes no file at all. */
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

/** A file whose name changed between two versions of the templates; both paths are relative to the unit. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A conflict, as shown to the person who settles it. All texts have LF line ends. */
export interface Question {
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
  /** All merged changes. At a conflict: one side's lines, or both, between markers or one after the other. */
  readonly withOurs: string;
  readonly withTheirs: string;
  readonly withMarkers: string;
  readonly withBoth: string;
  /** Empty for a file that is replaced or left as a whole. */
  readonly clashes: readonly Clash[];
}

/** `skip` leaves the file and its base unchanged; `text` is the text from an editor. */
export type Answer = Exclude<ConflictPolicy, 'fail'> | 'skip' | { readonly text: string };

/**
 * A rendered unit. `source` is a hash of everything it was rendered from, if the caller computes one, and `state` is
 * what the caller already read of its store.
 */
export type RenderedUnit = Unit & {
  readonly source?: string;
  readonly state?: UnitState;
  /** The user's files as a command edited them, by path. Each is written as given here, whatever the base is. */
  readonly edited?: ReadonlyMap<string, string>;
  /** Folders of the unit, such as that of a version, that are deleted with all their content. */
  readonly removedFolders?: readonly string[];
  readonly absent?: readonly AbsentFolder[];
};

/** A folder of a unit that cannot be rendered because the user deleted it or its source. */
export interface AbsentFolder {
  /** Relative to the unit: `v1_0_0`. Its records do not change. */
  readonly folder: string;
  /** The deleted path, relative to the unit: the folder, or a file in it. */
  readonly path: string;
  /** What to do about it. */
  readonly reason: string;
}

/** A unit whose folder is deleted with all its content, including the user's files. */
export interface RemovedUnit {
  readonly removed: true;
  /** POSIX, relative to the project's root. */
  readonly root: string;
  /** Files elsewhere that only concern this unit, such as its settings: POSIX, relative to the project's root. */
  readonly beside?: readonly string[];
}

/** A unit that need not be rendered, because the sources that its store records have not changed. */
export interface RecordedUnit {
  readonly recorded: true;
  /** POSIX, relative to the project's root. */
  readonly root: string;
  readonly state: UnitState;
  /** A file of the unit, relative to it, whose conflict markers prevent the rendering of the unit. */
  readonly inConflict?: string | null;
  readonly absent?: readonly AbsentFolder[];
}

export type UnitInput = RenderedUnit | RecordedUnit;
/** A unit in a run: one that stays, or one that is removed. */
export type AnyUnit = UnitInput | RemovedUnit;

export interface ReconcileOptions {
  /** Version of this generator. A unit that a newer generator wrote is refused. */
  readonly generatorVersion: string;
  readonly onConflict: ConflictPolicy;
  /** Called for each conflict instead of `onConflict`, if somebody is present to answer. */
  readonly resolve?: (question: Question) => Promise<Answer>;
  /** Deleted files to restore: POSIX paths relative to the root. */
  readonly restore?: readonly string[];
  readonly renames?: (unit: RenderedUnit) => readonly Rename[];
  /**
   * Called for each unit with files to write; throws if its texts are not valid.
   * @param last The last written state of the unit, which was valid.
   */
  readonly verify?: (unit: RenderedUnit, last: RecordedState) => Promise<void>;
  /** The state of the project when the run began to read it. A commit refuses if it has changed. */
  readonly basis?: Basis;
  /** Nothing is written, not even to finish an interrupted run. */
  readonly dryRun?: boolean;
  readonly disk?: Disk;
}

/** The planned action for one path, apart from the generator's own files. */
export interface FilePlan {
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly action: FileAction;
  /** The file's permission bits after the run; null if there will be no file. */
  readonly mode: number | null;
  /** Former path of a renamed file. */
  readonly from: string | null;
  /** Why it is refused, kept, or in conflict, if the action alone does not explain it. */
  readonly reason: string | null;
  readonly clashes: readonly Clash[];
  /** Places where the template's text replaced the user's: lines as they were before. */
  readonly replaced: readonly Clash[];
  /** Texts for showing a diff, with LF line ends; null for a binary or if there is no file. */
  readonly before: string | null;
  readonly after: string | null;
  /** For an undecided conflict: the text with both sides between markers. */
  readonly undecided?: string;
  /** An earlier run left a conflict in the file, and the user has resolved it. */
  readonly isResolved?: true;
}

/** One step of the commit. `before` is the sha256 of the bytes that were read; null if there was no file. */
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

/** What a run would do, as data. Nothing has been written yet. */
export interface Plan {
  /** Absolute, as passed. */
  readonly root: string;
  readonly files: readonly FilePlan[];
  readonly changes: readonly Change[];
  /** Roots of the planned units, relative to the root. */
  readonly unitRoots: readonly string[];
  /** The units' manifests after the run. */
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
    /** Former path of a renamed file, or the path that a copy was made from. */
    readonly from?: string;
    /** Why it is refused, kept, or in conflict. */
    readonly reason?: string;
    /** 1-based lines of conflicts in the written file. */
    readonly lines?: readonly number[];
  }[];
  readonly warnings: readonly string[];
  readonly next: readonly string[];
  readonly error: string | null;
}

/** The result of a run, for machines (`json`) and for people (the four parts). */
export interface Report {
  readonly json: JsonReport;
  /** Whether a signal arrived after all files were in place. The files stay, but the caller must start nothing else. */
  readonly interrupted: boolean;
  /**
   * Why the packages are not installed although the run was asked to install them and its files are in place; absent if
   * they are installed.
   */
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
