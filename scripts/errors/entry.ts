/** What docs/errors.md says about a code. Each text is one or more full sentences in Markdown. */
export interface Entry {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** Sections of an entry, in order. */
export function entryText(heading: string, { what, why, fix }: Entry): string {
  return `### ${heading}\n\n**What happened:** ${what}\n\n**Why:** ${why}\n\n**What to do:** ${fix}`;
}
