/**
 * Finds the versions of contracts that a command compares: files, a project's nodes on disk, a git revision, and the
 * last generated text. Reads and never writes; git runs no program of the repository.
 */
export { contractsOnDisk } from './nodes.ts';
export { resolvePairs, wantedContract } from './resolve.ts';
export type { ContractFile, ContractPair } from './types.ts';
