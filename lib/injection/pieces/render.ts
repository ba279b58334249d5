import path from 'node:path';
import { renderTemplate } from '../../template-engine/index.ts';
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

/** Values of partials are code already, and are written by `<%- %>`. */
function refuseEscape(): never {
  throw new Error('a partial of the injection writes its values by <%- %>');
}

/**
 * Renders one partial in its own style: two spaces, single quotes, semicolons, LF, no line end at its end.
 * Values come in as source text already (see `literal`). Throws what reading or compiling the template throws.
 */
export function renderPartial(root: string, name: string, view: Readonly<Record<string, unknown>>): string {
  return renderTemplate(root, `${name}.ejs`, view, refuseEscape).replace(/\r\n/g, '\n').replace(/\n+$/, '');
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
