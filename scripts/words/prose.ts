/**
 * Reduces a file to its prose. The result is as long as the text, with every character of the prose at its old place,
 * so an offset in it is an offset in the file. `GAP` replaces whatever is not prose.
 */
import { parse } from '@babel/parser';
import { isNode, type Node } from '../../lib/injection/parse/index.ts';

/** Takes the place of a character that is not prose. No pattern matches it. */
export const GAP = '\u0000';

/** The kinds of text that are accepted or refused separately. */
export type Kind = 'docs' | 'messages' | 'comments';

export interface Prose {
  readonly kind: Kind;
  /** As long as the file. */
  readonly text: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, GAP);

/** Keeps the spans. Between two of them, `joins` decides whether a phrase may continue over the text there. */
function keepSpans(text: string, spans: readonly Span[], joins: (between: string) => boolean): string {
  let result = '';
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue;
    const between = text.slice(at, start);
    result += joins(between) ? between.replaceAll(/[^\n]/g, ' ') : blank(between);
    result += text.slice(start, end);
    at = end;
  }
  return result + blank(text.slice(at));
}

/** Markdown without blocks of code, code within a line, and the targets of links. */
function proseOfMarkdown(text: string): string {
  return text
    .replaceAll(/^ *(```|~~~)[^\n]*\n.*?^ *\1[^\n]*$/gms, blank)
    .replaceAll(/<!--.*?-->/gs, blank)
    .replaceAll(/`[^`\n]+`/g, blank)
    .replaceAll(/\]\([^)\s]*\)/g, blank)
    .replaceAll(/\bhttps?:\/\/\S+/g, blank);
}

/** A template's text and comments, without the names and expressions of its tags. */
function proseOfTemplate(text: string): string {
  return text.replaceAll(/<%(?!#).*?%>/gs, (tag) =>
    tag.replaceAll(/'(?:[^'\\\n]|\\.)*'|[^\n]/g, (part) =>
      part.includes(' ') && part.length > 1 ? part : blank(part),
    ),
  );
}

/** Literals that name a module or a key, and are no prose. */
const NOT_PROSE = new Set(['source', 'key', 'importKind', 'directives']);

const hasSpace = (text: string): boolean => /\s/.test(text);

/** The strings that are prose: they have a space, or are joined to others with `+`. */
function* stringsIn(text: string, node: Node, joined = false): Generator<Span> {
  const { type, start, end } = node;
  if (type === 'StringLiteral' && (joined || hasSpace(text.slice(start, end))))
    yield { start: start + 1, end: end - 1 };
  if (type === 'TemplateElement' && hasSpace(text.slice(start, end))) yield { start, end };
  for (const [name, value] of Object.entries(node)) {
    if (NOT_PROSE.has(name) && !(name === 'key' && node['computed'] === true)) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child))
        yield* stringsIn(text, child, type === 'BinaryExpression' && node['operator'] === '+');
    }
  }
}

/** The strings with a space, which are messages or parts of generated text, and the comments of a TypeScript file. */
function proseOfTypeScript(text: string): { messages: string; comments: string } {
  const file = parse(text, { sourceType: 'module', plugins: ['typescript'], errorRecovery: true });
  const strings = [...stringsIn(text, file.program as unknown as Node)].toSorted(
    (one, two) => one.start - two.start,
  );
  const comments = (file.comments ?? []).map(({ start, end, type }) => ({
    start: (start ?? 0) + 2,
    end: (end ?? 0) - (type === 'CommentBlock' ? 2 : 0),
  }));
  return {
    messages: keepSpans(text, strings, (between) => /^['"`]\s*\+\s*['"`]$/.test(between)),
    comments: keepSpans(text, comments, (between) => /^\s*\/\/$/.test(between))
      .replaceAll(/^( *)\*/gm, '$1 ')
      .replaceAll(/`[^`\n]+`/g, blank),
  };
}

/** The prose of a file, by its name. */
export function proseOf(file: string, text: string): Prose[] {
  if (file.endsWith('.md')) return [{ kind: 'docs', text: proseOfMarkdown(text) }];
  if (/\/templates\//.test(file)) return [{ kind: 'messages', text: proseOfTemplate(text) }];
  const { messages, comments } = proseOfTypeScript(text);
  return [
    { kind: 'messages', text: messages },
    { kind: 'comments', text: comments },
  ];
}
