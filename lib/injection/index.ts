/**
 * Injects the event bus into a class by insertions alone. This folder loads recast and Babel, so import it on first use
 * (`await import`), not at start-up.
 */
export { injectEventBus } from './inject.ts';
export { decodeSource, MAX_BYTES, type Decoded } from './parse/index.ts';
export { classNamesIn } from './class-names.ts';
export { membersOfExport } from './members/index.ts';
export { languageOf, type Language } from './parse/index.ts';
export { createNodeNames, nodeNamesIn, type NodeNames } from './pieces/index.ts';
export { removeEventBus } from './remove.ts';
export { typeUsesWithout } from './type-uses.ts';
export { recognizeEventBus } from './record/index.ts';
export type {
  AddedMembers,
  BaseMembers,
  InheritedMember,
  InjectionNote,
  InjectionOptions,
  InjectionReason,
  InjectionRecord,
  InjectionResult,
  InjectionSource,
  Insertion,
  NodeIdentityAnswers,
  PieceConflict,
  PieceSpan,
  RecordedClass,
  RecordedInsertion,
} from './types.ts';
