import type { Tree } from '../../tree.ts';
import { foreignInFlow } from './foreign.ts';
import { valueText } from './rewrite.ts';
import { originOf, type Note } from '../types.ts';

/** The text that `current` was read from, changed so that it says what `target` says. */
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
