/**
 * Merges the recorded pieces of an owner (the top of a file, or one class) with what this version makes of them.
 *
 * Guarantees
 * 1. Lines that the owner added stay.
 * 2. A piece that the owner deleted stays deleted.
 * 3. A line that both sides changed is a conflict, never a guess.
 */
export { mergeOwner, type Owner } from './merge-pieces.ts';
export { MAKES_NOTHING, classMaker, fileMaker, piecesOf } from './regenerate.ts';
