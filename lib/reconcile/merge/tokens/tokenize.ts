import { languageOf } from '../../../injection/parse/language.ts';
import { walk, type Node } from '../../../injection/parse/node.ts';

/**
 * A token of code, excluding tokens that formatters add and remove: semicolons, trailing commas, and unnecessary
 * parentheses.
 */
export interface Token {
  /** Equal for tokens with the same meaning: a string in other quotes, or a comment with other indentation. */
  readonly key: string;
  readonly start: number;
  /** The offset after the token itself. */
  readonly stop: number;
  /** The offset after the token and the insignificant tokens that follow it. */
  readonly end: number;
}

interface Raw {
  readonly text: string;
  readonly kind: 'string' | 'comment' | 'other';
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Whether it starts a statement or a member, which omitted semicolons would show. */
  readonly begins: boolean;
}

const BEGINNING = /(?:Statement|Declaration)$|^(?:Class|TS)\w*(?:Property|Method|Signature)$/;

/** Returns where statements and members start. */
function startsOf(program: Node): ReadonlySet<number> {
  const starts = new Set<number>();
  walk(program, ({ type, start }) => {
    if (BEGINNING.test(type)) starts.add(start);
  });
  return starts;
}

async function rawTokens(path: string, text: string): Promise<Raw[] | null> {
  const language = languageOf(path);
  if (!language) return null;
  const { parseSource, parseTokens } = await import('../../../injection/parse/parse.ts');
  const outcome = parseSource(text, language);
  // If decorators are missing from the tree, their tokens are missing, too.
  if (!outcome.ok || outcome.parsed.faults.length > 0 || outcome.parsed.mode.masked) return null;
  const { program, mode } = outcome.parsed;
  const starts = startsOf(program);
  return parseTokens(text, mode).flatMap(({ type, value, start, end }): Raw[] => {
    if (start === end) return [];
    const label = typeof type === 'string' ? type : type.label;
    const kind = label.startsWith('Comment') ? 'comment' : label === 'string' ? 'string' : 'other';
    return [
      { text: text.slice(start, end), kind, value: String(value), start, end, begins: starts.has(start) },
    ];
  });
}

const CLOSERS = new Set([')', ']', '}', '>']);
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Whether formatters add and remove a token without changing the meaning of the code. */
function isInsignificant(tokens: readonly Raw[], index: number): boolean {
  const [before, { text, begins }, next] = [
    tokens[index - 1]?.text,
    tokens[index]!,
    tokens[index + 1]?.text ?? '',
  ];
  // A semicolon that is a statement of its own may be the body of the `if` before it.
  if (text === ';') return !begins && before !== '(' && before !== ';';
  if (text === ',') return CLOSERS.has(next);
  if (text === '|') return ['=', ':', '(', '<'].includes(before ?? '');
  const [third, fourth] = [tokens[index + 2]?.text, tokens[index + 3]?.text];
  if (text === '(') return NAME.test(next) && third === ')' && fourth === '=>';
  return text === ')' && next === '=>' && tokens[index - 2]?.text === '(' && NAME.test(before ?? '');
}

function keyOf(tokens: readonly Raw[], index: number): string {
  return `${tokens[index]!.begins ? '\n' : ''}${textOf(tokens, index)}`;
}

function textOf(tokens: readonly Raw[], index: number): string {
  const { kind, text, value } = tokens[index]!;
  if (kind === 'comment') return text.replaceAll(/\s+/g, ' ');
  if (kind !== 'string') return text;
  const isKey = tokens[index + 1]?.text === ':' && ['{', ','].includes(tokens[index - 1]?.text ?? '');
  return isKey && NAME.test(value) ? value : JSON.stringify(value);
}

/** Returns the tokens of a TypeScript or JavaScript text; null for other files and for invalid code. */
export async function tokenize(path: string, text: string): Promise<Token[] | null> {
  const raw = await rawTokens(path, text);
  if (!raw) return null;
  const tokens: Token[] = [];
  for (const [index, { start, end }] of raw.entries()) {
    const last = tokens.at(-1);
    if (!isInsignificant(raw, index)) tokens.push({ key: keyOf(raw, index), start, stop: end, end });
    // An opening parenthesis belongs to the next token, which does not exist yet.
    else if (last && raw[index]!.text !== '(' && raw[index]!.text !== '|')
      tokens[tokens.length - 1] = { ...last, end };
  }
  return tokens;
}
