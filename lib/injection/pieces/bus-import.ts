import { BUS_MODULE, eolAt, hasModuleSyntax, isScript, type OpenFile } from '../survey/index.ts';
import { belowHeader, leadingImports, restOfLine, statementEnd } from './places.ts';
import { inStyle } from './render.ts';

/**
 * Returns an import of a value of the bus for the user's code, below the other imports; null if the file cannot have
 * one.
 * @param gone Whether the code at an offset is removed in the same run.
 */
export function busImport(
  file: OpenFile,
  exported: string,
  local: string,
  gone: (offset: number) => boolean,
): { readonly offset: number; readonly text: string } | null {
  const { text, program, comments, style, language, survey } = file;
  const isModule = language.module === 'esm' || hasModuleSyntax(program);
  if (isScript(file) || (!isModule && language.typescript)) return null;
  const [as, from] = isModule ? [' as ', 'import'] : [': ', 'const'];
  const names = local === exported ? exported : `${exported}${as}${local}`;
  const source = isModule ? `from '${BUS_MODULE}'` : `= require('${BUS_MODULE}')`;
  const first = survey.classes[0];
  const above = (first?.ancestors[1] ?? first?.node)?.start ?? text.length;
  const last = leadingImports(program, above).findLast((node) => !gone(node.start));
  const place =
    last === undefined
      ? belowHeader(text, program, comments)
      : restOfLine(text, statementEnd(text, last), comments);
  const eol = eolAt(text, place.offset, style);
  const written = inStyle(`${from} { ${names} } ${source};`, '', eol, style);
  const parted = last === undefined ? eol : '';
  return { offset: place.offset, text: place.atLineStart ? written + eol + parted : eol + written + parted };
}
