import type { YamlSource } from 'onex-runtime/contract';
import { consumersOf, type Dependent } from './consumers.ts';
import {
  compareIdentity,
  compareRest,
  compareIntents,
  compareMachines,
  compareOperations,
  compareRouting,
  compareSettings,
  compareTopics,
  compareWorkflows,
} from './parts/index.ts';
import type { Change, ContractSide, FoundChange } from './types.ts';

const PARTS = [
  compareIdentity,
  compareOperations,
  compareIntents,
  compareTopics,
  compareRouting,
  compareMachines,
  compareWorkflows,
  compareSettings,
  compareRest,
];

/**
 * Lists every change between two versions of a contract, in the order of the contract's parts, with its effect.
 *
 * @param dependents Nodes of the project that may depend on it; used only for breaking changes.
 */
export function compareContracts(
  before: ContractSide,
  after: ContractSide,
  dependents: () => readonly Dependent[],
): readonly Change[] {
  const sideOf = { old: before, new: after };
  return PARTS.flatMap((compare) => compare(before.contract, after.contract)).map((found): Change => {
    const { file, source } = sideOf[found.version];
    const consumers = found.breaks === 'consumers' ? consumersOf(found, before, after, dependents()) : [];
    return shown(found, file, source, consumers);
  });
}

function shown(
  { breaks, message, place }: FoundChange,
  file: string,
  source: YamlSource,
  consumers: Change['consumers'],
): Change {
  const position = source.positionOf(place(source), 'key');
  return {
    effect: breaks === null ? 'compatible' : 'breaking',
    breaks,
    message,
    file,
    ...position,
    consumers,
  };
}

/** Reports a node that only one side has. */
export function compareExistence(
  side: ContractSide,
  isNew: boolean,
  dependents: readonly Dependent[],
): Change {
  const found: FoundChange = {
    breaks: isNew ? null : 'consumers',
    message: isNew ? 'the node is new' : 'the node is removed',
    version: isNew ? 'new' : 'old',
    place: () => ['name'],
    subject: { kind: 'node' },
  };
  return shown(found, side.file, side.source, isNew ? [] : consumersOf(found, side, side, dependents));
}
