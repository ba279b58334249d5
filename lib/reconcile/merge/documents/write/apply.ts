import { type Tree, alike } from '../../tree.ts';
import { foreignInFlow } from './foreign.ts';
import { originOf, type Note } from '../types.ts';
import { blockText } from './block.ts';
import { flowText } from './flow.ts';

/**
 * Returns the text of a value, edited to match the target. Unchanged parts stay as the user wrote them.
 * @returns null if the value must be written as a whole, as its side wrote it.
 */
function valueText(current: Tree, target: Tree): string | null {
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

/** Returns the text of `current`, edited to match `target`. */
export function apply(current: Tree, target: Tree): string {
  const { source, start, end } = originOf(current);
  const around = (place: 'lead' | 'trail', own: string): string => {
    const { comments, origin }: Note = target.notes[place];
    if (comments === current.notes[place].comments) return own;
    const { source: other, start: before, end: behind } = origin;
    return place === 'lead' ? other.text.slice(0, before) : other.text.slice(behind);
  };
  const value = valueText(current, target) ?? foreignInFlow(target, '', source);
  const trail = originOf(current).style === 'block' ? '' : around('trail', source.text.slice(end));
  return around('lead', source.text.slice(0, start)) + value + trail;
}
