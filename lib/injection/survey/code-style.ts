import type { Node } from '../parse/index.ts';
import type { Survey } from './survey.ts';

/** The code style of a file, which insertions follow. */
export interface CodeStyle {
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  /** Whether the last item of a multi-line list has a comma. */
  readonly trailingComma: boolean;
  /** `{ a }`, not `{a}`. */
  readonly bracketSpacing: boolean;
  /** One step of indentation: a tab or a number of spaces. */
  readonly indent: string;
  /** The most common line end; each insertion follows its neighboring lines (see `eolAt`). */
  readonly eol: string;
}

export function codeStyleOf(text: string, survey: Survey): CodeStyle {
  return {
    quote: survey.quotes.double > survey.quotes.single ? '"' : "'",
    semicolons: survey.semicolons.present >= survey.semicolons.absent,
    trailingComma: survey.commas.present >= survey.commas.absent,
    bracketSpacing: survey.spaces.present >= survey.spaces.absent,
    indent: indentUnit(text, survey),
    eol: commonEol(text),
  };
}

/**
 * Returns the line end of the line above `offset`, otherwise of the line below, otherwise the most common one of the
 * file.
 */
export function eolAt(text: string, offset: number, style: CodeStyle): string {
  const above = text.lastIndexOf('\n', offset - 1);
  if (above >= 0) return text[above - 1] === '\r' ? '\r\n' : '\n';
  const below = text.indexOf('\n', offset);
  if (below >= 0) return text[below - 1] === '\r' ? '\r\n' : '\n';
  return style.eol;
}

function commonEol(text: string): string {
  if (!text.includes('\r')) return '\n';
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  if (all === 0) return '\r';
  return crlf * 2 > all ? '\r\n' : '\n';
}

/** Returns the white space at the start of the line that contains `offset`. */
export function lineIndent(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[\t ]*/.exec(text.slice(start, start + 400))?.[0] ?? '';
}

export function lineStart(text: string, offset: number): number {
  for (let at = offset; at > 0; at -= 1) {
    const before = text[at - 1];
    if (before === '\n' || (before === '\r' && text[at] !== '\n')) return at;
  }
  return 0;
}

/**
 * Returns the length of the blank line above the line that starts at `offset`, including its line end; 0 if that line
 * is not blank.
 */
export function blankAbove(text: string, offset: number): number {
  if (offset === 0) return 0;
  const ending = text[offset - 1] === '\n' && text[offset - 2] === '\r' ? 2 : 1;
  const start = lineStart(text, offset - ending);
  return text.slice(start, offset - ending).trim() === '' ? offset - start : 0;
}

/**
 * Determined by the indentation of class members, otherwise by the smallest step between lines, otherwise two spaces.
 */
function indentUnit(text: string, survey: Survey): string {
  for (const { node } of survey.classes) {
    const body = node['body'] as Node;
    const first = (body['body'] as readonly Node[])[0];
    if (first === undefined) continue;
    const outer = lineIndent(text, node.start);
    const inner = lineIndent(text, first.start);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  let tabs = 0;
  const widths = new Map<number, number>();
  let previous = 0;
  for (const line of text.split(/\r\n|\n|\r/, 2000)) {
    const white = /^[\t ]*(?=[^\t *])/.exec(line)?.[0];
    if (white === undefined) continue;
    if (white.startsWith('\t')) tabs += 1;
    const step = white.length - previous;
    if (step > 0) widths.set(step, (widths.get(step) ?? 0) + 1);
    previous = white.length;
  }
  const spaces = [...widths].filter(([width]) => width <= 8).toSorted((a, b) => b[1] - a[1])[0];
  if (tabs > 0 && tabs >= (spaces?.[1] ?? 0)) return '\t';
  return ' '.repeat(spaces?.[0] ?? 2);
}
