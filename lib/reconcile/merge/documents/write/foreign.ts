import type { Tree } from '../../tree.ts';
import { originOf, type Note, type Origin, type Source } from '../types.ts';

export function valueOf(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(valueOf);
  return Object.fromEntries([...tree.entries].map(([key, value]) => [key, valueOf(value)]));
}

/** Returns the white space at the start of the line that contains an offset. */
export function indentAt({ text }: Source, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1);
  return /^[ \t]*/.exec(line)![0];
}

/** Moves all lines except the first from one indentation to another, in units of the target text. */
function reindent(text: string, from: string, source: Source, to: string, target: Source): string {
  return text
    .split('\n')
    .map((line, index) => {
      if (index === 0 || !line.startsWith(from)) return line;
      const rest = line.slice(from.length);
      const deeper = /^[ \t]*/.exec(rest)![0];
      // The text of a block scalar is part of its value, so YAML moves as a whole.
      const isWhole = deeper.length % source.unit.length === 0 && target.lineComment === '//';
      const levels = isWhole ? target.unit.repeat(deeper.length / source.unit.length) : deeper;
      return line.trim() === '' ? '' : to + levels + rest.slice(deeper.length);
    })
    .join('\n');
}

const SAFE_IN_FLOW = /^(?:[\w./@+-]+|"[^\n]*"|'[^\n]*'|[[{][^\n]*[\]}])$/;

/** Writes a value of another text within brackets. */
export function foreignInFlow(tree: Tree, indent: string, target: Source): string {
  const { source, start, end, style } = originOf(tree);
  const text = source.text.slice(start, end);
  const isJson = target.lineComment === '//';
  if (isJson || (style === 'flow' && !text.includes('#')))
    return reindent(text, indentAt(source, start), source, indent, target);
  return SAFE_IN_FLOW.test(text) ? text : JSON.stringify(valueOf(tree));
}

/** Writes a pair or an item of another text as a block, from its key or dash on and without a final line end. */
export function foreignInBlock(tree: Tree, key: string | null, indent: string, target: Source): string {
  const { source, entry, start, end } = originOf(tree);
  const column = entry - (source.text.lastIndexOf('\n', entry - 1) + 1);
  const hasDash = /^-(?:\s|$)/.test(source.text.slice(entry, entry + 2)) && entry < start;
  const isEmptyItem = entry < start || hasDash;
  const text = source.text.slice(entry, end).trimEnd();
  const dash = key === null && !isEmptyItem ? '- ' : '';
  return dash + reindent(text, ' '.repeat(column), source, indent + ' '.repeat(dash.length), target);
}

/** Returns the blank lines before the lead of an entry, each with its line end. */
export function blankLines({ source, lead, entry }: Origin): string {
  const space = /^\s*/.exec(source.text.slice(lead, entry))![0];
  const isRestOfLine = lead > 0 && source.text[lead - 1] !== '\n';
  return '\n'.repeat(Math.max(0, space.split('\n').length - (isRestOfLine ? 2 : 1)));
}

/**
 * Returns the comments above an entry of another text, each with its line end.
 * @param blank Blank lines before them.
 */
export function foreignLead({ comments, origin }: Note, indent: string, blank: string): string {
  if (comments === '') return blank;
  const { source, lead, entry } = origin;
  const lines = source.text
    .slice(lead, entry)
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const text = lines.map((line) =>
    line === '' ? '\n' : `${indent}${line.startsWith('*') ? ' ' : ''}${line}\n`,
  );
  return blank + text.join('');
}
