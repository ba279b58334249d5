import { assignedMembers, prototypeMembers } from './assigned.ts';
import { ALL_BUS_MEMBERS } from './bus-members.ts';
import { membersOf, type Member } from './members.ts';
import type { ClassPlace } from '../survey/index.ts';

/** Only of the bus's names it matters whether they are assigned somewhere. A name may also be written with escapes. */
const MENTIONED = new RegExp(`\\b(?:${[...ALL_BUS_MEMBERS].join('|')})\\b|\\\\u`);

/** Each subclass asks for the members of all classes above it. */
const known = new WeakMap<ClassPlace, readonly Member[]>();

/** All that an object of the class has by the class itself: what it declares, then what is assigned of the bus's names. */
export function ownMembers(place: ClassPlace, text: string): readonly Member[] {
  const before = known.get(place);
  if (before !== undefined) return before;
  const { node, prototype } = place;
  const members = [
    ...membersOf(node, text).filter((member) => !member.static),
    // Looked for in every method, and hardly ever there.
    ...(MENTIONED.test(text.slice(node.start, node.end)) ? assignedMembers(node) : []),
    ...prototypeMembers(prototype),
  ];
  known.set(place, members);
  return members;
}
