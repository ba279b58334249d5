/**
 * Finds the versions of contracts that a command compares: files, a project's nodes on disk, a git revision, and what the
 * generator wrote last. Reads and never writes; git runs no program of the repository.
 */
export { contractsOnDisk } from './nodes.ts';
export { resolvePairs, wantedContract } from './resolve.ts';
export type { ContractFile, ContractPair } from './types.ts';
