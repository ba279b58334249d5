import { findingOf, formatIssue, type Contract, type Finding } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { readNamed } from '../named-contract.ts';
import type { ContractFile, ContractPair } from '../versions/index.ts';
import { compareContracts, compareExistence } from './compare-contracts.ts';
import type { Change, ContractSide } from './types.ts';

/** The changes of one contract. */
export interface Comparison {
  /** Name of the node. */
  readonly node: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly changes: readonly Change[];
  /** The reader's findings about the new version. */
  readonly findings: readonly Finding[];
}

/**
 * Compares pairs of contracts. Contracts that did not change are not read.
 *
 * @param project Contracts of the project that may depend on them; unreadable ones are left out.
 * @throws UserError with file, line, and column if a changed contract cannot be read
 */
export function comparePairs(
  pairs: readonly ContractPair[],
  project: readonly ContractFile[],
): readonly Comparison[] {
  const read = reader();
  const mentions = mentionsIn(project);
  const dependents = (contract: Contract): readonly ContractSide[] =>
    mentions(contract).flatMap((file) => read(file) ?? []);
  return pairs.flatMap((pair): Comparison[] => {
    if (pair.old?.text === pair.new?.text) return [];
    const [before, after] = [pair.old, pair.new].map((file) => (file === null ? null : mustRead(read, file)));
    const only = before ?? after;
    if (!only) return [];
    const files = { old: pair.old?.file ?? null, new: pair.new?.file ?? null };
    const changes =
      before && after
        ? compareContracts(before, after, () => dependents(before.contract))
        : [compareExistence(only, !before, dependents(only.contract))];
    const findings = after ? after.issues.map((issue) => findingOf(issue, after.file)) : [];
    return [{ node: (after ?? only).contract.name, ...files, changes, findings }];
  });
}

/** A name or topic as it is in a contract. */
const WORD = /[\w.-]+/g;

/** Finds the contracts that name a node or one of its topics. Every dependent contract does. */
function mentionsIn(project: readonly ContractFile[]): (contract: Contract) => readonly ContractFile[] {
  const byWord = new Map<string, Set<ContractFile>>();
  for (const file of project) {
    for (const [word] of file.text.matchAll(WORD)) {
      const files = byWord.get(word);
      if (files === undefined) byWord.set(word, new Set([file]));
      else files.add(file);
    }
  }
  const found = new Map<Contract, readonly ContractFile[]>();
  return (contract) => {
    const { name, topics } = contract;
    const known = found.get(contract);
    if (known !== undefined) return known;
    const words = [name, ...[...topics.subscribe, ...topics.publish].map(({ topic }) => topic)];
    const isPlain = words.every((word) => word.replace(WORD, '') === '');
    const files = isPlain ? [...new Set(words.flatMap((word) => [...(byWord.get(word) ?? [])]))] : project;
    found.set(contract, files);
    return files;
  };
}

type Read = (file: ContractFile) => ContractSide | null;

function reader(): Read {
  const known = new Map<string, ContractSide | null>();
  return (given) => {
    const key = `${given.file}\0${given.text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const { contract, source, issues } = readNamed(given.text, { ...given, origin: 'foreign' }).reading;
    const side = contract === null ? null : { file: given.file, contract, source, issues };
    known.set(key, side);
    return side;
  };
}

function mustRead(read: Read, given: ContractFile): ContractSide {
  const side = read(given);
  if (side !== null) return side;
  const { reading } = readNamed(given.text, { ...given, origin: 'foreign' });
  const fault = reading.issues.find(({ severity }) => severity === 'error');
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    fault === undefined ? `${given.file} is not a contract` : formatIssue(fault, given.file),
  );
}
