import { assignedMembers, prototypeMembers } from './assigned.ts';
import { membersOf, type Member } from './members.ts';
import type { ClassPlace } from './survey.ts';

/** All that an object of the class has by the class itself: what it declares, then what is assigned. */
export function ownMembers(place: ClassPlace, text: string): readonly Member[] {
  return [
    ...membersOf(place.node, text).filter((member) => !member.static),
    ...assignedMembers(place.node),
    ...prototypeMembers(place.prototype),
  ];
}
