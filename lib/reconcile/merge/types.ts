/** A place that both sides changed. */
export interface Clash {
  /** 1-based line in the user's text, as it is on disk. */
  readonly line: number;
  /** The conflicting key of a structured file: `scripts.test`. */
  readonly what: string | null;
  /** Why changes of different lines conflict: what they would break together. */
  readonly reason?: string;
}

/** Labels of the conflict markers, after git's own. */
export interface Labels {
  readonly ours: string;
  readonly base: string;
  readonly theirs: string;
}

/** The outcome of a merge. Without a conflict, all texts are the same. */
export interface Merged {
  readonly clashes: readonly Clash[];
  /** Both sides' changes; at a conflict, the user's. */
  readonly withOurs: string;
  readonly withTheirs: string;
  /** With git's conflict markers, including the base. */
  readonly withMarkers: string;
  /** At a conflict, the user's lines, then the other side's. */
  readonly withBoth: string;
}

/** A merge without a conflict. */
export function cleanly(text: string): Merged {
  return { clashes: [], withOurs: text, withTheirs: text, withMarkers: text, withBoth: text };
}

/** Texts have LF line ends and no BOM; `base` is null if it is unknown. */
export interface MergeInput {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
  readonly labels: Labels;
}
