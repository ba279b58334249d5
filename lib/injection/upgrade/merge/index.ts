/**
 * Merges the recorded pieces of one section (the top of the file, or one class) with this version's pieces.
 *
 * Guarantees
 * 1. Lines that the user added stay.
 * 2. A piece that the user deleted stays deleted.
 * 3. A line that both sides changed is a conflict, never a guess.
 */
export { mergeOwner, type Owner } from './merge-pieces.ts';
export { RENDERS_NOTHING, classPieceRenderer, filePieceRenderer, piecesOf } from './regenerate.ts';
