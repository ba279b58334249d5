/**
 * Finds and reads the files that a run injects, and the base classes that they import. A path outside the project is
 * refused. This folder changes no text.
 */
export { canonicalPath } from './canonical-path.ts';
export { findFiles, type NamedFile } from './find-files.ts';
export { UnreadableBase, createBaseReader } from './read-base.ts';
export { readSource } from './read-file.ts';
