import { assignedMembers, prototypeMembers } from './assigned.ts';
import { ALL_BUS_MEMBERS } from './bus-members.ts';
import { membersOf, type Member } from './members.ts';
import type { ClassPlace } from '../survey/index.ts';

/** Assignments matter only for the names of the bus. A name may also be written with escapes. */
const MENTIONED = new RegExp(`\\b(?:${[...ALL_BUS_MEMBERS].join('|')})\\b|\\\\u`);

/** Every subclass asks for the members of all classes above it. */
const known = new WeakMap<ClassPlace, readonly Member[]>();

/**
 * Returns the members that the class itself gives an object: the declared ones first, then assigned ones with names of
 * the bus.
 */
export function ownMembers(place: ClassPlace, text: string): readonly Member[] {
  const before = known.get(place);
  if (before !== undefined) return before;
  const { node, prototype } = place;
  const members = [
    ...membersOf(node, text).filter((member) => !member.static),
    // Every method is searched, and assignments are rare, so a cheap text search comes first.
    ...(MENTIONED.test(text.slice(node.start, node.end)) ? assignedMembers(node) : []),
    ...prototypeMembers(prototype),
  ];
  known.set(place, members);
  return members;
}
