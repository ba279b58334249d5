import type { Tree } from '../../tree.ts';
import { commentsIn } from './gaps.ts';
import { originOf, type Notes, type Origin } from '../types.ts';

/** @param children Trees of the entries of a container, in order. */
export function notesOf(origin: Origin, children: readonly Tree[] = []): Notes {
  const note = (from: number, to: number) => ({
    comments: commentsIn(origin.source, from, to).join('\n'),
    origin,
  });
  const last = children.at(-1);
  const { style, opened, start, end } = origin;
  const innerOf = () => {
    if (style === 'scalar') return { comments: '', origin };
    return style === 'flow' ? note(last ? originOf(last).trail : opened, end - 1) : note(opened, start);
  };
  return {
    lead: note(origin.lead, origin.entry),
    trail: origin.style === 'block' ? { comments: '', origin } : note(origin.end, origin.trail),
    inner: innerOf(),
  };
}
