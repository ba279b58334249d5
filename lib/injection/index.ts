/**
 * The event bus into any class, by insertions alone. Loads recast and Babel: import this folder when it is first
 * needed (`await import`), not at start-up.
 */
export { injectEventBus } from './inject.ts';
export { decodeSource, type Decoded } from './decode.ts';
export { classNamesIn } from './class-names.ts';
export { membersOfExport } from './exported.ts';
export { languageOf, type Language } from './language.ts';
export { createNodeNames, nodeNamesIn, type NodeNames } from './node-names.ts';
export { removeEventBus } from './remove.ts';
export { recognizeEventBus } from './recognise.ts';
export { unifiedDiff } from './patch.ts';
export { MAX_BYTES } from './open-file.ts';
export type {
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
