import { parse as parseBabel, type ParserOptions } from '@babel/parser';
import type { Language } from './language.ts';
import { maskedDecorators } from './masked-decorators.ts';
import type { Comment, Node } from './node.ts';
import { TextCache } from './parse-cache.ts';
import { parseModes, type ParseMode } from './parse-modes.ts';
import { positionAt } from './position.ts';

export interface SyntaxFault {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** The text may be valid but nests too deeply for the parser. */
  readonly tooDeep?: boolean;
}

export interface Parsed {
  readonly program: Node;
  readonly comments: readonly Comment[];
  /** How the text was parsed. */
  readonly mode: ParseMode;
  /** Errors that leave the tree usable (a name declared twice). The compiler reports them to the user. */
  readonly faults: readonly SyntaxFault[];
}

export type ParseOutcome =
  { readonly ok: true; readonly parsed: Parsed } | { readonly ok: false; readonly fault: SyntaxFault };

/** Semantic errors that Babel reports although the tree matches the text. */
const MEANING_ONLY = new Set([
  'DuplicateConstructor',
  'DuplicateDefaultExport',
  'DuplicateExport',
  'DuplicateProto',
  'ModuleExportUndefined',
  'PrivateNameRedeclaration',
  'InvalidPrivateFieldResolution',
  'VarRedeclaration',
  'StrictDelete',
  'StrictWith',
  'StrictEvalArguments',
  'StrictEvalArgumentsBinding',
  'StrictNumericEscape',
  'StrictOctalLiteral',
  'IllegalReturn',
  'DuplicateRegExpFlags',
  'MalformedRegExpFlags',
]);

interface BabelError {
  readonly message: string;
  readonly reasonCode?: string;
  readonly loc?: { readonly line: number; readonly column: number };
}

function faultOf(error: BabelError): SyntaxFault {
  return {
    message: error.message.replace(/\s*\(\d+:\d+\)$/, '').split('\n', 1)[0] ?? '',
    line: error.loc?.line ?? 1,
    column: (error.loc?.column ?? 0) + 1,
  };
}

const outcomes = new TextCache<ParseOutcome>();

/**
 * Parses a text, which must not start with a byte order mark. Recent results are cached, and callers share them.
 * @param mode How the text before the edit was parsed. The new text is parsed in the same way.
 */
export function parseSource(text: string, language: Language, mode?: ParseMode): ParseOutcome {
  const key = JSON.stringify([language, mode]);
  return outcomes.get(key, text, () =>
    parseFresh(text, mode === undefined ? parseModes(language, text) : [mode]),
  );
}

function parseFresh(text: string, modes: readonly ParseMode[]): ParseOutcome {
  let furthest: SyntaxFault | null = null;
  for (const mode of modes) {
    const outcome = parseAs(text, mode);
    if (outcome.ok || outcome.fault.tooDeep === true) return outcome;
    // A wrong way stops at the first syntax that it does not support.
    if (furthest === null || isBehind(outcome.fault, furthest)) furthest = outcome.fault;
  }
  return { ok: false, fault: furthest ?? { message: 'the file does not parse', line: 1, column: 1 } };
}

function isBehind(one: SyntaxFault, other: SyntaxFault): boolean {
  return one.line > other.line || (one.line === other.line && one.column > other.column);
}

function parseAs(text: string, mode: ParseMode): ParseOutcome {
  try {
    const file = withoutTraces(() =>
      parseBabel(mode.masked ? maskedDecorators(text) : text, optionsFor(mode)),
    );
    const errors = (file.errors ?? []) as unknown as readonly BabelError[];
    const broken = errors.find((error) => !MEANING_ONLY.has(error.reasonCode ?? ''));
    if (broken !== undefined) return { ok: false, fault: faultOf(broken) };
    const program = file.program as unknown as Node;
    const comments = (file.comments ?? []) as unknown as Comment[];
    return { ok: true, parsed: { program, comments, mode, faults: errors.map(faultOf) } };
  } catch (error) {
    // The parser recurses for each part of an expression.
    if (error instanceof RangeError) return { ok: false, fault: tooDeepFault(text) };
    return { ok: false, fault: faultOf(error as BabelError) };
  }
}

/** A token from the parser: a comment or code. */
export interface ParserToken {
  readonly type: string | { readonly label: string };
  readonly value?: unknown;
  readonly start: number;
  readonly end: number;
}

/** Returns the tokens of a text that was parsed in this way without masked decorators. */
export function parseTokens(text: string, mode: ParseMode): readonly ParserToken[] {
  const { tokens } = parseBabel(text, { ...optionsFor(mode), tokens: true });
  return (tokens ?? []) as unknown as readonly ParserToken[];
}

function optionsFor({ plugins, sourceType }: ParseMode): ParserOptions {
  return {
    sourceType,
    plugins: [...plugins],
    errorRecovery: true,
    attachComment: false,
    allowReturnOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    createImportExpressions: plugins.includes('sourcePhaseImports'),
  };
}

/**
 * The parser does not report which expression nests too deeply, so this picks the longest part without the end of a
 * statement.
 */
function tooDeepFault(text: string): SyntaxFault {
  let longest = { index: 0, length: 0 };
  for (const { index, 0: part } of text.matchAll(/[^;{}]+/g)) {
    if (part.length > longest.length) longest = { index, length: part.length };
  }
  const start = longest.index + (/\S/.exec(text.slice(longest.index))?.index ?? 0);
  const { line, column } = positionAt(text, start);
  return { message: 'an expression is nested too deeply to be parsed', line, column, tooDeep: true };
}

/** Babel throws to abandon an attempt. The unused stack traces of those errors take a fifth of its time. */
function withoutTraces<T>(run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
