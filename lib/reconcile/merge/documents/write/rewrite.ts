import { alike, type Tree } from '../../tree.ts';
import { blockText } from './block.ts';
import { flowText } from './flow.ts';
import { originOf } from '../types.ts';

/**
 * The text of a value, changed to say what it should. Whatever does not change is left as its owner wrote it.
 * @returns null where the value has to be written as a whole, as its side wrote it.
 */
export function valueText(current: Tree, target: Tree): string | null {
  const { source, start, end, style } = originOf(current);
  if (alike(current, target)) return source.text.slice(start, end);
  if (current.kind === 'scalar' || current.kind !== target.kind) {
    const same = current.kind === 'scalar' && target.kind === 'scalar' && current.value === target.value;
    return same ? source.text.slice(start, end) : null;
  }
  return style === 'flow'
    ? flowText(current, target as typeof current, valueText)
    : blockText(current, target as typeof current, valueText);
}
