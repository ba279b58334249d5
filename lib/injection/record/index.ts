/**
 * Locates recorded pieces in a file and determines what to cut to remove them.
 *
 * Guarantees
 * 1. A piece is identified by its content, not by its position. The user's code is never mistaken for a piece.
 * 2. A piece that only a formatter changed counts as unedited.
 */
export { allInsertions, cut, type Range, rangesOf, rangesOfSpans, uncut } from './cut-ranges.ts';
export {
  locate,
  type Located,
  type LocatedClass,
  type LocatedInsertion,
  type LocatedPiece,
  type PresentClass,
} from './locate.ts';
export { recognize, recognizeEventBus } from './recognize.ts';
export {
  recordedAnswers,
  type RecordedPieces,
  recordedSettlement,
  textOfPieces,
  hasIdentity,
} from './recorded-form.ts';
export {
  constantNameOf,
  declaredNames,
  recordedGlobal,
  recordedNames,
  specifiersOf,
} from './recorded-names.ts';
export { describeUses, type OwnerUse, ownerUses } from './owner-uses.ts';
