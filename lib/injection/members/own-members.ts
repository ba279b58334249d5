import { assignedMembers, prototypeMembers } from './assigned.ts';
import { ALL_BUS_MEMBERS } from './bus-members.ts';
import { membersOf, type Member } from './members.ts';
import type { ClassPlace } from '../survey/index.ts';

/** Only of the bus's names it matters whether they are assigned somewhere. A name may also be written with escapes. */
const MENTIONED = new RegExp(`\\b(?:${[...ALL_BUS_MEMBERS].join('|')})\\b|\\\\u`);

/** All that an object of the class has by the class itself: what it declares, then what is assigned of the bus's names. */
export function ownMembers(place: ClassPlace, text: string): readonly Member[] {
  const { node, prototype } = place;
  return [
    ...membersOf(node, text).filter((member) => !member.static),
    // Looked for in every method, and hardly ever there.
    ...(MENTIONED.test(text.slice(node.start, node.end)) ? assignedMembers(node) : []),
    ...prototypeMembers(prototype),
  ];
}
