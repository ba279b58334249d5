/** A place where both sides changed the same. */
export interface Clash {
  /** 1-based line in the owner's text, as it is on disk. */
  readonly line: number;
  /** What clashes, for structured files: `scripts.test`. */
  readonly what: string | null;
  /** Why changes of different lines clash: what they would break together. */
  readonly reason?: string;
}

/** Labels of the conflict markers, after git's own. */
export interface Labels {
  readonly ours: string;
  readonly base: string;
  readonly theirs: string;
}

/** How a merge ended. Where there is no clash, all texts are the same. */
export interface Merged {
  readonly clashes: readonly Clash[];
  /** Both sides' changes, and at a clash the owner's. */
  readonly withOurs: string;
  readonly withTheirs: string;
  /** With git's conflict markers and the base between them. */
  readonly withMarkers: string;
  /** At a clash the owner's lines, then the other side's. */
  readonly withBoth: string;
}

/** A merge without a clash. */
export function cleanly(text: string): Merged {
  return { clashes: [], withOurs: text, withTheirs: text, withMarkers: text, withBoth: text };
}

/** Texts have LF line ends and no BOM; `base` is null where nothing is known of it. */
export interface MergeInput {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
  readonly labels: Labels;
}
