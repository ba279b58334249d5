import {
  type Comment,
  type Language,
  languageOf,
  type ParseMode,
  MAX_BYTES,
  type Node,
  parseSource,
  positionAt,
  type SyntaxFault,
} from '../parse/index.ts';
import { importsOf, type Imported } from './imports.ts';
import { codeStyleOf, type CodeStyle } from './code-style.ts';
import { survey, type Survey } from './survey.ts';
import type { InjectionReason, InjectionSource } from '../types.ts';

/**
 * A parsed file with everything that the injection asks about it. `text` and all offsets exclude the byte order mark.
 */
export interface OpenFile {
  readonly path: string;
  readonly bom: string;
  readonly text: string;
  readonly language: Language;
  readonly program: Node;
  readonly comments: readonly Comment[];
  readonly mode: ParseMode;
  readonly faults: readonly SyntaxFault[];
  readonly survey: Survey;
  readonly style: CodeStyle;
  readonly imports: ReadonlyMap<string, Imported>;
}

export type Opened =
  | { readonly ok: true; readonly file: OpenFile }
  | { readonly ok: false; readonly status: 'skipped' | 'refused'; readonly reason: InjectionReason };

/**
 * Opens each text of one file that a run needs (as it is, without the pieces, and as it would be written) once, and
 * parses all of them in the way of the first.
 */
export type Opener = (text: string) => Opened;

export function openerOf(path: string): Opener {
  const known: { readonly text: string; readonly opened: Opened }[] = [];
  return (text) => {
    const before = known.find((one) => one.text === text);
    if (before !== undefined) return before.opened;
    const first = known.find((one) => one.opened.ok)?.opened;
    const opened = openFile({ path, text }, first?.ok === true ? first.file.mode : undefined);
    known.push({ text, opened });
    return opened;
  };
}

/** @param mode How the text before an edit was parsed. */
export function openFile({ path, text: whole }: InjectionSource, mode?: ParseMode): Opened {
  const refuse = (message: string, remedy: string, line = 1, column = 1): Opened => ({
    ok: false,
    status: 'refused',
    reason: { message, remedy, line, column },
  });
  const language = languageOf(path);
  if (language === null) {
    return refuse(
      'not a TypeScript or JavaScript file',
      'name a file that ends in .ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs',
    );
  }
  if (language.declaration) {
    const reason = {
      message: 'a declaration file contains no code',
      remedy: 'name the file it declares',
      line: 1,
      column: 1,
    };
    return { ok: false, status: 'skipped', reason };
  }
  if (whole.length > MAX_BYTES) return refuse('larger than 10 MB', 'split the file, or leave it out');
  const bom = whole.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = whole.slice(bom.length);
  if (text.trim() === '') return refuse('the file is empty', 'write the class first');
  const outcome = parseSource(text, language, mode);
  if (!outcome.ok) {
    // A source may contain a zero byte in a string. A text with a zero byte that does not parse is not a source.
    const zero = text.indexOf('\0');
    if (zero >= 0) {
      const { line, column } = positionAt(text, zero);
      return refuse('the file is binary (it contains a zero byte)', 'name a text file', line, column);
    }
    const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$/m.exec(text);
    if (marker !== null && /^<{7} /m.test(text)) {
      const { line, column } = positionAt(text, marker.index);
      return refuse('the file has conflict markers', 'resolve the conflicts first', line, column);
    }
    const { message, line, column, tooDeep } = outcome.fault;
    if (tooDeep === true)
      return refuse(message, 'split the expression into several statements', line, column);
    return refuse(`the file does not parse: ${message}`, 'fix the syntax first', line, column);
  }
  const found = survey(outcome.parsed.program, text);
  return {
    ok: true,
    file: {
      ...outcome.parsed,
      path,
      bom,
      text,
      language,
      survey: found,
      style: codeStyleOf(text, found),
      imports: importsOf(outcome.parsed.program),
    },
  };
}
