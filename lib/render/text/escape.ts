import { SourceText } from './source-text.ts';

/** Maximum width of generated lines; the generated Prettier configuration has the same width. */
export const LINE_WIDTH = 110;

/**
 * Control characters, line separators, direction marks, zero-width spaces, and lone surrogates, which are never written
 * verbatim.
 */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeUnprintable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns one line of readable text, with white space collapsed and unprintable characters removed. */
function toLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNPRINTABLE, '').trim();
}

/** Returns a TypeScript string literal with the quotes that Prettier would choose. */
export function stringLiteral(text: string): string {
  const escaped = escapeUnprintable(text.replaceAll('\\', '\\\\'));
  const single = escaped.split("'").length;
  const double = escaped.split('"').length;
  return single > double ? `"${escaped.replaceAll('"', '\\"')}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}

/**
 * Returns a property key without quotes if it is an identifier. `__proto__` is computed, because it would otherwise set
 * the prototype.
 */
export function propertyKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}

/**
 * Accesses a key of an index signature in the form that `noPropertyAccessFromIndexSignature` allows: `created['id']`.
 */
export function indexAccess(object: string, key: string): string {
  return `${object}[${stringLiteral(key)}]`;
}

/** Accesses a property: `input.amount`, `input['a b']`. */
export function propertyAccess(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : indexAccess(object, name);
}

/** A JSON value as a TypeScript expression on one line. */
export function valueLiteral(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (Array.isArray(value)) return `[${value.map(valueLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${propertyKey(key)}: ${valueLiteral(item)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return value === undefined ? 'undefined' : String(value);
}

/** Wraps words into lines of at most `width` columns; a longer word has its own line. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Returns text that neither ends its comment nor is a linter directive. */
function commentText(text: string): string {
  return toLine(text)
    .replaceAll('*/', '*\\/')
    .replaceAll('/*', '/\\*')
    .replace(/\b(eslint|oxlint)-(?=disable|enable)/g, '$1\\-');
}

/** Escapes the start of a line that would otherwise be a tag, such as `@deprecated` or `@ts-ignore`. */
function withoutTag(line: string): string {
  return line.startsWith('@') ? `\\${line}` : line;
}

/**
 * A documentation comment of one or more paragraphs; the lines after the first are indented by `indent` columns.
 */
export function jsDoc(paragraphs: readonly string[], indent = 0): SourceText {
  const margin = ' '.repeat(indent);
  const texts = paragraphs.map(commentText).filter((text) => text !== '');
  const [only = ''] = texts;
  if (texts.length <= 1 && only.length + indent + '/**  */'.length <= LINE_WIDTH) {
    return new SourceText(`/** ${withoutTag(only)} */`);
  }
  const width = LINE_WIDTH - indent - ' * '.length;
  const lines = texts.flatMap((text, index) =>
    (index === 0 ? [] : ['']).concat(wrap(text, width).map(withoutTag)),
  );
  const body = lines.map((line) => `${margin} *${line === '' ? '' : ` ${line}`}\n`).join('');
  return new SourceText(`/**\n${body}${margin} */`);
}

/** Words that YAML 1.1 or 1.2 reads as something other than a string. */
const YAML_WORD = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/i;

/** Returns a single-line YAML scalar that is a string for any content. */
export function yamlString(text: string): SourceText {
  const plain = /^[A-Za-z][\w./@-]*(?: [\w./@(),;-]+)*$/.test(text) && !YAML_WORD.test(text);
  if (plain) return new SourceText(text);
  return new SourceText(`"${escapeUnprintable(text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))}"`);
}

/** Returns text of a Markdown paragraph or table cell with markup, HTML, and table borders escaped. */
export function markdownText(text: string): SourceText {
  const escaped = toLine(text)
    .replace(/[\\`*[\]<>|~&#]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replace(/^([-+=]|\d+[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
  return new SourceText(escaped);
}

/** Text as inline code of Markdown. */
export function markdownCode(text: string): SourceText {
  const line = toLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return new SourceText(`${fence}${space}${line}${space}${fence}`);
}

/** Returns a JSON value with the given indentation, without characters that editors treat as line ends. */
export function jsonText(value: unknown, indent = 0): SourceText {
  return new SourceText(
    (JSON.stringify(value, null, indent) ?? 'null').replace(UNPRINTABLE, (character) =>
      character === '\n' ? '\n' : escapeUnprintable(character),
    ),
  );
}
