/**
 * Reads the members of a class: what it declares, what assignments make, and what it inherits from base classes that
 * can be read.
 *
 * Guarantees
 * 1. A base class that cannot be read is reported as unknown, never taken for one without members.
 */
export { type Base, baseOf } from './base.ts';
export { INTROSPECTION, LIFECYCLE, NODE_FIELDS, SEPARATE_LIFECYCLE } from './bus-members.ts';
export { membersOfExport } from './exported.ts';
export { type Member, membersOf } from './members.ts';
export { ownMembers } from './own-members.ts';
export { foreignThis } from './signature.ts';
