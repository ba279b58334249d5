import type { Winner } from '../merge-trees.ts';
import type { Note, Notes } from './types.ts';

type Places = Record<Winner, Notes | undefined>;

function mergeNote(place: keyof Notes, sides: Places, winner: Winner): { note: Note; clash: boolean } {
  const [base, ours, theirs] = [sides.base?.[place], sides.ours![place], sides.theirs![place]];
  const before = base?.comments ?? '';
  if (ours.comments === theirs.comments || theirs.comments === before) return { note: ours, clash: false };
  if (ours.comments === before) return { note: theirs, clash: false };
  return base ? { note: { base, ours, theirs }[winner], clash: true } : { note: ours, clash: false };
}

/** Merges the comments of one entry place by place. Without a base, the user's come first. */
export function mergeNotes(sides: Places, winner: Winner): { notes: Notes; clash: boolean } {
  const lead = mergeNote('lead', sides, winner);
  const trail = mergeNote('trail', sides, winner);
  const inner = mergeNote('inner', sides, winner);
  return {
    notes: { lead: lead.note, trail: trail.note, inner: inner.note },
    clash: lead.clash || trail.clash || inner.clash,
  };
}

/** Returns the comments of an entry as one text. */
export function notesKey({ lead, trail, inner }: Notes): string {
  return [lead, trail, inner].map(({ comments }) => comments).join('\0');
}
