/**
 * The rules about the links between nodes, one file for each. A rule takes the nodes of a mesh and returns findings.
 * To add a rule, add a file, and call it in `check.ts`.
 */
export { unanswered } from './answers.ts';
export { withoutCopies } from './copies.ts';
export { cycles } from './cycles.ts';
export { fieldFaults } from './fields.ts';
export { sharedTopics } from './shared.ts';
