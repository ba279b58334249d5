import path from 'node:path';
import { renderTemplate } from '../../template-engine/index.ts';
import type { CodeStyle } from '../survey/index.ts';

/** The folder is next to this source. A bundle moves this file, so bundled callers pass the folder. */
export const DEFAULT_TEMPLATE_ROOT = path.join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'generators',
  'event-bus',
  'templates',
);

/** Values of partials are already code and are written with `<%- %>`. */
function refuseEscape(): never {
  throw new Error('a partial of the injection writes its values by <%- %>');
}

/**
 * Renders one partial in its own style: two spaces, single quotes, semicolons, LF, and no final line end. Values are
 * passed as source text (see `literal`). Throws the errors of reading or compiling the template.
 */
export function renderPartial(root: string, name: string, view: Readonly<Record<string, unknown>>): string {
  return renderTemplate(root, `${name}.ejs`, view, refuseEscape).replace(/\r\n/g, '\n').replace(/\n+$/, '');
}

/**
 * Returns a string as a single-quoted literal without inner quotes, escaped line ends, or non-printing characters. It
 * therefore survives a change of quotes and cannot end early.
 */
export function literal(value: string): string {
  const escaped = value.replace(/[^ !#-&(-[\]-_a-~]/g, (char) =>
    [...Array(char.length).keys()]
      .map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
  return `'${escaped}'`;
}

/** Returns a rendered partial in the file's style, with `indent` before each line and `eol` between lines. */
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

/** Writes `{ a }` as `{a}`, except in strings, which still have single quotes here. */
function withoutSpaces(code: string): string {
  return code
    .split(/('[^']*'|`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\{ (?=\S)/g, '{').replace(/(?<=\S) \}/g, '}'),
    )
    .join('');
}
