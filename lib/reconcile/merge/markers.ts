import type { Labels } from './types.ts';

const SIZE = 7;
const OURS = '<'.repeat(SIZE);
const BASE = '|'.repeat(SIZE);
const MIDDLE = '='.repeat(SIZE);
const THEIRS = '>'.repeat(SIZE);

/** Texts in which a line of equals signs underlines a heading. */
const HAS_HEADINGS = /\.(?:md|markdown|rst|adoc|txt)$/i;
const IS_MARKDOWN = /\.(?:md|markdown)$/i;

/** Ends a section with a line end, so the next marker starts a line. */
function section(lines: readonly string[]): string {
  const text = lines.join('');
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** The style of conflict markers. */
export interface MarkerStyle {
  /** Number of characters in a marker. */
  readonly size: number;
  /** Whether the lines of the base are shown, as with `merge.conflictStyle = diff3`. */
  readonly showsBase: boolean;
}

/** Writes one conflict as git does, by default with `merge.conflictStyle = diff3`. */
export function marked(
  ours: readonly string[],
  base: readonly string[],
  theirs: readonly string[],
  labels: Labels,
  { size, showsBase }: MarkerStyle = { size: SIZE, showsBase: true },
): string {
  const [start, before, middle, end] = ['<', '|', '=', '>'].map((sign) => sign.repeat(size));
  return (
    `${start} ${labels.ours}\n${section(ours)}` +
    (showsBase ? `${before} ${labels.base}\n${section(base)}` : '') +
    `${middle}\n${section(theirs)}${end} ${labels.theirs}\n`
  );
}

/** Which markers may come next in a block. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  [OURS]: [BASE, MIDDLE],
  [BASE]: [MIDDLE],
  [MIDDLE]: [THEIRS],
  [THEIRS]: [],
};

interface Marker {
  readonly kind: string;
  readonly line: string;
  /** 1-based. */
  readonly number: number;
  /** Whether the line is in a fenced code block. */
  readonly fenced: boolean;
}

function kindOf(line: string): string | null {
  const start = line.slice(0, SIZE);
  if (start === MIDDLE) return line.trimEnd() === MIDDLE ? MIDDLE : null;
  if (start !== OURS && start !== BASE && start !== THEIRS) return null;
  return line.length === SIZE || /\s/.test(line[SIZE]!) ? start : null;
}

/** Returns lines that look like markers, with their context in a Markdown text. */
function markersOf(text: string, path: string): Marker[] {
  if (![OURS, BASE, MIDDLE, THEIRS].some((start) => text.includes(start))) return [];
  const markers: Marker[] = [];
  let fence: string | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const [, found] = (IS_MARKDOWN.test(path) && /^ {0,3}(`{3,}|~{3,})/.exec(line)) || [];
    if (found !== undefined && fence === null) fence = found;
    else if (found !== undefined && fence !== null && found.startsWith(fence)) fence = null;
    const kind = kindOf(line);
    if (kind) markers.push({ kind, line: line.trimEnd(), number: index + 1, fenced: fence !== null });
  }
  return markers;
}

/** Whether a block is an example in a text about conflicts. A block that this tool wrote never is, wherever it is. */
function isExample(block: readonly Marker[]): boolean {
  const [first, last] = [block[0]!.line, block.at(-1)!.line];
  const isOwn = first === `${OURS} ours` && last.startsWith(`${THEIRS} onex `);
  return block.every(({ fenced }) => fenced) && !isOwn;
}

/**
 * Returns complete blocks as git or this tool writes them: a start, optionally a base, a middle, and an end, in this
 * order.
 */
function blocksOf(markers: readonly Marker[]): Marker[][] {
  const blocks: Marker[][] = [];
  let open: Marker[] = [];
  for (const marker of markers) {
    const last = open.at(-1)?.kind;
    // A line of a section may look like a marker, so a marker out of order is ignored.
    if (marker.kind === OURS) open = [marker];
    else if (last !== undefined && FOLLOWS[last]!.includes(marker.kind)) open.push(marker);
    if (open.at(-1)?.kind === THEIRS) {
      blocks.push(open);
      open = [];
    }
  }
  return blocks.filter((block) => !isExample(block));
}

function innocentLines(known: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(known.flatMap((text) => text?.split('\n').map((line) => line.trimEnd()) ?? []));
}

/**
 * Returns the 1-based lines at which conflicts begin. A conflict is a complete block of markers. In Markdown, a block
 * within a fenced code block is an example.
 * @param path Determines how the text is read.
 * @param known Other versions of the text. A block whose lines all occur in one of them is not a conflict.
 */
export function conflictLines(text: string, path: string, known: readonly (string | null)[] = []): number[] {
  const innocent = innocentLines(known);
  return blocksOf(markersOf(text, path))
    .filter((block) => block.some(({ line }) => !innocent.has(line)))
    .map(([start]) => start!.number);
}

/**
 * Returns the 1-based lines of the remains of a conflict that this tool wrote into a file: complete blocks, or
 * otherwise single forgotten markers.
 */
export function leftoverLines(text: string, path: string, known: readonly (string | null)[]): number[] {
  const whole = conflictLines(text, path, known);
  if (whole.length > 0) return whole;
  const innocent = innocentLines(known);
  return markersOf(text, path)
    .filter(({ kind, line }) => !innocent.has(line) && !(kind === MIDDLE && HAS_HEADINGS.test(path)))
    .filter((marker) => !isExample([marker]))
    .map(({ number }) => number);
}

/** Whether a text contains an unresolved conflict. */
export function holdsConflict(text: string, path: string): boolean {
  return conflictLines(text, path).length > 0;
}
