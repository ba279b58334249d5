/**
 * Checks each node of the project: its contract, what its start needs of the environment, its imports, and its links.
 */
export { checkNodes, readableContracts } from './nodes.ts';
