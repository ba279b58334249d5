/**
 * Reads the members of a class: those that it declares, those that assignments create, and those that it inherits from
 * readable base classes.
 *
 * Guarantees
 * 1. A base class that cannot be read is reported as unknown. It is never treated as a class without members.
 */
export { type Base, baseOf } from './base.ts';
export { INTROSPECTION, LIFECYCLE, NODE_FIELDS, SEPARATE_LIFECYCLE } from './bus-members.ts';
export { membersOfExport } from './exported.ts';
export { type Member, membersOf } from './members.ts';
export { ownMembers } from './own-members.ts';
export { foreignThis } from './signature.ts';
