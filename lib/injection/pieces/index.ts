/**
 * Renders the pieces of an injection from the templates, in the code style of the file, at offsets of its text.
 *
 * Guarantees
 * 1. A piece is only inserted: the text of the file around it does not change.
 * 2. Values of options and contracts appear in pieces only as string literals that cannot end early.
 */
export { classDrafts, classPieces } from './class-drafts.ts';
export { type Draft, inOrder, splice } from './draft.ts';
export { constantText, fileDrafts, GUEST_PARTS, guestText, importText } from './file-drafts.ts';
export { nameForPeople, roleOf } from './piece-names.ts';
export { createNodeNames, nodeNamesIn, type NodeNames, stemsOf } from './node-names.ts';
export { restOfLine, statementEnd } from './places.ts';
export { type RecordedAnswers, answersIn } from './recorded-answers.ts';
export { DEFAULT_TEMPLATE_ROOT, inStyle } from './render.ts';
export { fileNames, type FileNames, type GuestNames, identityOf, serviceNameOf } from './view.ts';
export { busImport } from './bus-import.ts';
