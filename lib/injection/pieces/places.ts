import { child, children, type Comment, nameOf, type Node } from '../parse/index.ts';
import { lineIndent, lineStart } from '../survey/index.ts';

/** A point between two characters where code can be inserted. */
export interface Place {
  readonly offset: number;
  /**
   * At the start of a line of its own: the inserted text ends with a line end. Otherwise there is code on both sides.
   */
  readonly atLineStart: boolean;
}

const OF_NEXT_LINE =
  /^[\s*]*(?:@ts-(?:expect-error|ignore)\b|(?:eslint|oxlint|tslint:?)-?disable-next-line\b|tslint:disable-next-line\b|prettier-ignore\b|dprint-ignore\b|biome-ignore\b|deno-lint-ignore\b|deno-fmt-ignore\b|(?:istanbul|c8|v8|node:coverage) (?:ignore|disable)(?! file)\b|stylelint-disable-next-line\b|@ts-|flow-|\$Flow)/;

/** Whether a comment applies to the next line, so nothing may be inserted between them. */
export function isOfNextLine({ value }: Comment): boolean {
  return OF_NEXT_LINE.test(value) && !/^[\s*]*@ts-(?:no)?check/.test(value);
}

/** Skips white space and comments that end on the line of `offset`, up to a line end or other code. */
export function restOfLine(text: string, offset: number, comments: readonly Comment[]): Place {
  let at = offset;
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    const comment = commentAt(comments, at);
    if (comment === null) break;
    // An insertion after the comment would separate it from the line that it applies to.
    if (isOfNextLine(comment)) return { offset, atLineStart: false };
    at = comment.end;
  }
  if (text[at] === '\r' && text[at + 1] === '\n') return { offset: at + 2, atLineStart: true };
  if (text[at] === '\n' || text[at] === '\r') return { offset: at + 1, atLineStart: true };
  return { offset, atLineStart: false };
}

/**
 * White space at the end of a text, including comments. A line comment counts only on a line of its own and without a
 * backtick, which may be the end of a template.
 */
const TRAILING_COMMENTS = /(?:\s|\/\*(?:(?!\*\/|\/\*)[\s\S])*\*\/|(?<=[\r\n][\t ]*)\/\/[^\r\n`]*)+$/;

/**
 * Returns the end of a statement, without a semicolon on a later line. Such a semicolon guards its own line
 * (`;[1].map()`), although the grammar assigns it to the previous statement.
 */
export function statementEnd(text: string, node: Node): number {
  if (text[node.end - 1] !== ';') return node.end;
  // This runs for every node of a file, so the common case must be cheap.
  const last = text.charCodeAt(node.end - 2);
  if (last > 32 && last < 128) return node.end;
  const code = text.slice(node.start, node.end - 1);
  const kept = code.replace(TRAILING_COMMENTS, '');
  return /[\r\n]/.test(code.slice(kept.length)) ? node.start + kept.length : node.end;
}

/** Returns the start of the line of `offset` if only white space precedes `offset` there; otherwise `offset` itself. */
export function beforeLine(text: string, offset: number): Place {
  const start = lineStart(text, offset);
  return /^[\t \uFEFF]*$/.test(text.slice(start, offset))
    ? { offset: start, atLineStart: true }
    : { offset, atLineStart: false };
}

/** Returns the start of the comments directly above `offset` that apply to its line (`@ts-expect-error`). */
export function aboveComments(
  text: string,
  offset: number,
  from: number,
  comments: readonly Comment[],
): number {
  let top = offset;
  for (const comment of comments.toReversed()) {
    if (comment.end > top) continue;
    const apart = /^[\t ]*(?:\r\n|\n|\r)?[\t ]*$/.test(text.slice(comment.end, top));
    if (comment.start < from || !apart || !beforeLine(text, comment.start).atLineStart) break;
    top = comment.start;
  }
  return top;
}

/** Returns the offset of the first character at or after `offset` that is neither white space nor a comment. */
export function nextCode(text: string, offset: number, comments: readonly Comment[]): number {
  let at = offset;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
    const comment = commentAt(comments, at);
    if (comment === null) return at;
    at = comment.end;
  }
}

/** Whether a statement or field without a semicolon would continue with the code after `offset`. */
export function wouldContinue(text: string, offset: number, comments: readonly Comment[]): boolean {
  const at = nextCode(text, offset, comments);
  return /^(?:[([`/+\-*,.<=?&|%^!:]|(?:in|instanceof|as|satisfies)\b)/.test(text.slice(at, at + 12));
}

function commentAt(comments: readonly Comment[], offset: number): Comment | null {
  let low = 0;
  let high = comments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const comment = comments[middle];
    if (comment === undefined) return null;
    if (comment.start === offset) return comment;
    if (comment.start < offset) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** Comments about the whole file; they stay above all insertions. */
const ABOUT_THE_FILE =
  /^\s*(?:!|[@#]?(?:license|preserve|copyright|\(c\)|spdx-)|eslint-(?:disable|enable|env)(?!-(?:next-)?line)|eslint\s|tslint:(?:disable|enable)(?!-next-line)|oxlint-(?:disable|enable)(?!-(?:next-)?line)|jshint|jslint|globals?\s|exported\s|@ts-(?:nocheck|check)|@flow|@noflow|@jsx|@jest-environment|@vitest-environment|@format|@prettier|@file|@fileoverview|@packageDocumentation|@module|\/\s*<(?:reference|amd)|istanbul ignore file|v8 ignore file|c8 ignore file|biome-ignore-all|deno-lint-ignore-file|cspell|spell-?checker|vim?:|-\*-)/i;
const LICENCE = /copyright|licen[cs]ed? |SPDX-|all rights reserved/i;

/** Returns where the code of a file starts: below the shebang, the directives, and the comments about the file. */
export function belowHeader(text: string, program: Node, comments: readonly Comment[]): Place {
  const first = children(program, 'body').reduce(
    (least, node) => Math.min(least, startWithDecorators(node)),
    text.length,
  );
  const fixed = [child(program, 'interpreter'), ...children(program, 'directives')];
  let end = fixed.reduce((most, node) => Math.max(most, node?.end ?? 0), 0);
  const above = comments.filter((comment) => comment.start >= end && comment.start < first);
  for (const [index, comment] of above.entries()) {
    const gap = text.slice(comment.end, above[index + 1]?.start ?? first);
    const apart = (gap.match(/\r\n|\n|\r/g)?.length ?? 0) > 1;
    const value = comment.value.replace(/^\*?\s*(?:\*\s*)?/, '');
    if (isOfNextLine(comment)) continue;
    if (apart || ABOUT_THE_FILE.test(value) || LICENCE.test(value)) end = comment.end;
  }
  return beforeLine(text, above.find((comment) => comment.start >= end)?.start ?? first);
}

/** A decorator before `export` belongs to the class after it. */
export function startWithDecorators(node: Node): number {
  const inner = child(node, 'declaration');
  return [...children(node, 'decorators'), ...children(inner, 'decorators')].reduce(
    (least, decorator) => Math.min(least, decorator.start),
    node.start,
  );
}

/** Returns the imports at the start of a file, including `import x = require()` and `const x = require()`. */
export function leadingImports(program: Node, before: number): readonly Node[] {
  const run: Node[] = [];
  for (const node of children(program, 'body')) {
    if (node.start >= before) break;
    if (isImport(node)) run.push(node);
    else if (run.length > 0) break;
  }
  return run;
}

function isImport(node: Node): boolean {
  if (node.type === 'ImportDeclaration' || node.type === 'TSImportEqualsDeclaration') return true;
  if (node.type !== 'VariableDeclaration') return false;
  return children(node, 'declarations').every((declarator) => {
    let init = child(declarator, 'init');
    while (init?.type === 'MemberExpression') init = child(init, 'object');
    return init?.type === 'CallExpression' && nameOf(child(init, 'callee')) === 'require';
  });
}

/**
 * Returns the end of a block, above any comment there that applies to the code below it: a JSDoc block, which would
 * document the inserted code, or a directive for the next line, whether alone on its line or after code.
 */
function aboveLone(text: string, closing: number, from: number, comments: readonly Comment[]): Place {
  const end = beforeLine(text, closing);
  const last = comments.findLast((one) => one.start >= from && one.end <= closing);
  if (last === undefined || text.slice(last.end, closing).trim() !== '') return end;
  const directive = isOfNextLine(last);
  if (!directive && !(last.type === 'CommentBlock' && last.value.startsWith('*'))) return end;
  const place = beforeLine(text, last.start);
  if (place.atLineStart) return place.offset >= from ? place : end;
  const code = text.slice(0, last.start).trimEnd().length;
  const isBehindCode = !comments.some((one) => one.end === code) && code >= from;
  return directive && isBehindCode ? { offset: code, atLineStart: false } : end;
}

export interface BlockPlaces {
  readonly start: Place;
  readonly end: Place;
  /** Indentation of the block's content and of its closing brace. */
  readonly inner: string;
  readonly outer: string;
  readonly empty: boolean;
}

/** Returns the places just inside the braces of a class or function body: above all of its content and below it. */
export function insideBraces(
  block: Node,
  text: string,
  comments: readonly Comment[],
  indentUnit: string,
): BlockPlaces {
  const directives = children(block, 'directives');
  const items = children(block, 'body');
  const opening = directives.at(-1)?.end ?? block.start + 1;
  const closing = block.end - 1;
  const braceLine = beforeLine(text, closing);
  // `{` and `}` on one line: the brace is not on its own line even if only white space precedes it.
  const ownLine = braceLine.atLineStart && braceLine.offset > block.start;
  const outer = lineIndent(text, ownLine ? closing : block.start);
  const own = items.find((item) => beforeLine(text, startWithDecorators(item)).atLineStart);
  const inner = own === undefined ? outer + indentUnit : lineIndent(text, startWithDecorators(own));
  return {
    start: restOfLine(text, opening, comments),
    end: ownLine
      ? aboveLone(text, braceLine.offset, opening, comments)
      : { offset: closing, atLineStart: false },
    inner,
    outer,
    empty: items.length === 0 && !comments.some((at) => at.start > block.start && at.end < block.end),
  };
}
