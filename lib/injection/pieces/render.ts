import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs, { type TemplateFunction } from 'ejs';
import type { CodeStyle } from '../survey/index.ts';

/** Beside this source; a bundle moves this file, so its callers name the folder. */
export const DEFAULT_TEMPLATE_ROOT = path.join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'generators',
  'event-bus',
  'templates',
);

const compiled = new Map<string, TemplateFunction>();

/**
 * Renders one partial in its own style: two spaces, single quotes, semicolons, LF, no line end at its end.
 * Values come in as source text already (see `literal`). Throws what reading or compiling the template throws.
 */
export function renderPartial(root: string, name: string, view: Readonly<Record<string, unknown>>): string {
  const file = path.join(root, `${name}.ejs`);
  let template = compiled.get(file);
  if (template === undefined) {
    template = ejs.compile(readFileSync(file, 'utf8'), {
      filename: file,
      strict: true,
      destructuredLocals: Object.keys(view),
    });
    compiled.set(file, template);
  }
  return template({ ...view })
    .replace(/\r\n/g, '\n')
    .replace(/\n+$/, '');
}

/**
 * A string as a literal in single quotes that holds no quote, backslash-newline or non-printing character inside, so
 * that it survives the change of quotes and can close nothing.
 */
export function literal(value: string): string {
  const escaped = value.replace(/[^ !#-&(-[\]-_a-~]/g, (char) =>
    [...Array(char.length).keys()]
      .map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
  return `'${escaped}'`;
}

/** A rendered partial in the file's style, each line with `indent` before it and lines parted by `eol`. */
export function inStyle(piece: string, indent: string, eol: string, style: CodeStyle): string {
  return piece
    .split('\n')
    .map((line, index, lines) => {
      if (line === '') return '';
      const [white = ''] = /^ */.exec(line) ?? [];
      let code = line.slice(white.length);
      if (!style.semicolons && !code.startsWith('/**')) code = code.replace(/;$/, '');
      const closes = lines[index + 1]?.trimStart().startsWith('}') === true;
      if (!style.trailingComma && closes) code = code.replace(/,$/, '');
      if (!style.bracketSpacing && !/^(?:\/?\*)/.test(code)) code = withoutSpaces(code);
      if (style.quote === '"') code = code.replaceAll("'", '"');
      return indent + style.indent.repeat(white.length / 2) + code;
    })
    .join(eol);
}

/** `{ a }` as `{a}`, but not in strings, which are in single quotes still. */
function withoutSpaces(code: string): string {
  return code
    .split(/('[^']*'|`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\{ (?=\S)/g, '{').replace(/(?<=\S) \}/g, '}'),
    )
    .join('');
}
