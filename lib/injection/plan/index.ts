/**
 * Plans an injection: selects the classes, decides the insertions for each, and explains why a class cannot have the
 * bus.
 *
 * Guarantees
 * 1. A plan never hides or overrides a member of the class without calling it.
 * 2. A class that cannot have the event bus gets a reason with a position and a remedy, and no plan.
 */
export { chooseClasses, labelOf } from './choose.ts';
export { reasonOf } from './clash.ts';
export type { Lifecycle } from './lifecycle.ts';
export { draftsOf, type Plan, planInsertions, recordOf } from './plan.ts';
export type { Settlement } from './settle.ts';
export { busAbove, clashWithBase, clashWithSubclasses, subclassNote } from './subclasses.ts';
