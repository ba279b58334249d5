import type { CodeStyle } from '../../survey/index.ts';
import { inStyle } from '../../pieces/index.ts';

/** The style of a recorded piece where its own text does not show it. */
export interface Surroundings {
  /** White space before its first line. */
  readonly inner: string;
  readonly style: CodeStyle;
}

/**
 * Returns a partial's text in the style of the recorded piece with that name: its quotes, semicolons, indentation, and
 * line ends, whatever the file's present style.
 */
export function inRecordedStyle(code: string, name: string, recorded: string, around: Surroundings): string {
  const eol = /\r\n|\n|\r/.exec(recorded)?.[0] ?? around.style.eol;
  const lines = recorded.split(eol);
  const last = lines.at(-1) ?? '';
  const inner = lines.length > 1 ? whiteOf(last) : around.inner;
  const style: CodeStyle = {
    eol,
    trailingComma:
      /,\s*\}/.test(recorded) || (!/[^{;}\s]\s*[\r\n]\s*\}/.test(recorded) && around.style.trailingComma),
    bracketSpacing: !/\{\w/.test(recorded) && (/\{ \w/.test(recorded) || around.style.bracketSpacing),
    quote: quoteOf(recorded) ?? around.style.quote,
    indent: indentOf(lines, inner) ?? around.style.indent,
    // The semicolon of a last line may exist only because of the next line.
    semicolons:
      lines.slice(0, -1).some((line) => line.endsWith(';')) ||
      (last.endsWith(';') && !/^(?:method|available)/.test(name)),
  };
  const text = inStyle(code, inner, eol, style).slice(inner.length);
  return recorded.endsWith(';') && !/[;}]$/.test(text) ? `${text};` : text;
}

/** Returns the kind of quote in an injected text; null if it contains none. */
export function quoteOf(text: string): CodeStyle['quote'] | null {
  const double = text.split('"').length;
  const single = text.split("'").length;
  if (double === single) return null;
  return double > single ? '"' : "'";
}

function indentOf(lines: readonly string[], inner: string): string | null {
  const steps = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => whiteOf(line).slice(inner.length))
    .filter((step) => step !== '');
  return steps.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function whiteOf(line: string): string {
  return /^[\t ]*/.exec(line)?.[0] ?? '';
}
