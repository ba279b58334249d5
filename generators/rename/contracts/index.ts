/**
 * The contracts of a project before and after a rename, and what is generated from each.
 *
 * Guarantees
 * 1. Nothing is written, and every contract of the project was read.
 * 2. A changed contract is valid, and does not read the old name any more, unless it is kept as an alias.
 * 3. Both sides are rendered by this generator, from contracts of the same versions.
 */
export { refuseAlias, withOldOperation, withOldTopics } from './alias.ts';
export { renamedNodes } from './contracts.ts';
export { migrationOf, renamedState } from './migration.ts';
export { fileOf, newestOf, readNodes, type NodeModel } from './model.ts';
export { renderBoth, renderProjectBoth, type UnitPair } from './render-both.ts';
export { isDoneBy } from './rules.ts';
