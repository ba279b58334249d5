import { columns, paragraph, widthOf, wrapSyntax, type Row } from './columns.ts';

/** A part of a help text with a title: rows of two columns, or lines that are printed as they are. */
export interface HelpSection {
  /** Without a colon; the empty string for a section without a title. */
  readonly title: string;
  readonly rows?: readonly Row[];
  readonly lines?: readonly string[];
}

/** A help text as data. */
export interface HelpPage {
  /** The first sentence of the text. */
  readonly summary: string;
  /** The command lines, without `Usage:`. */
  readonly usage?: string;
  readonly sections: readonly HelpSection[];
  /**
   * The end of the text. Blocks are separated by an empty line. A block whose lines are all indented is printed as it is, and
   * any other is broken into lines to fit the terminal.
   */
  readonly details?: string;
}

function sectionText({ title, rows = [], lines = [] }: HelpSection, width: number): string {
  const head = title === '' ? '' : `${title}:\n`;
  return `${head}${columns(rows, width)}${lines.map((line) => `  ${line}\n`).join('')}`;
}

function usageText(usage: string, width: number): string {
  const head = 'Usage: ';
  const lines = wrapSyntax(usage, width - head.length);
  return `${head}${lines.join(`\n${' '.repeat(head.length)}`)}\n`;
}

function blockText(block: string, width: number): string {
  const lines = block.split('\n').filter((line) => line !== '');
  return lines.every((line) => line.startsWith('  '))
    ? `${lines.join('\n')}\n`
    : paragraph(lines.join(' '), width);
}

/**
 * Returns the text of `--help`, which ends with a line break.
 * @param width Columns of the terminal; default: those of standard output.
 */
export function helpPage(page: HelpPage, width = widthOf()): string {
  const { summary, usage, sections, details = '' } = page;
  const blocks = details.split('\n\n').filter((block) => block.trim() !== '');
  return [
    paragraph(`${summary.replace(/\.$/, '')}.`, width),
    ...(usage === undefined ? [] : [usageText(usage, width)]),
    ...sections.map((section) => sectionText(section, width)),
    ...blocks.map((block) => blockText(block, width)),
  ].join('\n');
}
