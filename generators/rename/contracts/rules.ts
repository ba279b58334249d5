import type { Contract } from 'onex-runtime/contract';
import {
  domainRule,
  drivenOperationRule,
  fieldRule,
  nodeRule,
  producerRule,
  operationRule,
  stateRule,
  stepRule,
  topicRule,
  type Rule,
} from '../../../lib/contract/rename/index.ts';
import { folderName } from '../../../lib/project/index.ts';
import { newestOf, type ModelVersion, type NodeModel } from './model.ts';
import { movesOf, type Target } from '../target/target.ts';

/** One contract that a rename may change. */
export interface Place {
  readonly node: NodeModel;
  readonly version: ModelVersion;
  /** The text as data. */
  readonly document: unknown;
}

/**
 * Whether a node performs a step: the step names the node, or sends its commands to a topic that only this node has.
 */
export function isDoneBy(step: string, contract: Contract, node: NodeModel): boolean {
  const found = contract.workflow?.steps.find(({ id }) => id === step);
  if (found === undefined) return false;
  const { read } = newestOf(node);
  if (found.node !== null) return found.node === read.name || found.node === folderName(node.folder);
  return read.topics.subscribe.some(({ topic }) => topic === found.commandTopic);
}

/** Returns the rules of a rename for one contract, in order. Each rule applies to the result of the previous one. */
export function rulesFor(target: Target, { node, version, document }: Place): readonly Rule[] {
  const isOwn = 'node' in target && target.node === node;
  const isNewest = version === newestOf(node);
  const nodes = movesOf(target).map(({ from, to, models }): Rule => nodeRule({ from, to, models }));
  switch (target.kind) {
    case 'node':
      return nodes;
    case 'domain': {
      const moved = target.moves.some((move) => move.node === node);
      const everywhere = [...nodes, producerRule(target.from, target.to)];
      return moved ? [...everywhere, domainRule(target.from, target.to)] : everywhere;
    }
    case 'topic':
      return [topicRule(target.from, target.to)];
    case 'operation': {
      const { from, to } = target;
      const drives = (step: string): boolean => isDoneBy(step, version.read, target.node);
      const driven = drivenOperationRule(document, { from, to, drives });
      return isOwn && isNewest ? [operationRule(document, from, to), driven] : [driven];
    }
    case 'step':
      return isOwn && isNewest ? [stepRule(document, target.from, target.to)] : [];
    case 'state':
      return isOwn && isNewest ? [stateRule(target.from, target.to)] : [];
    default: {
      if (!isOwn || !isNewest) return [];
      const { owners, from, to } = target;
      return owners.map((owner) => fieldRule(document, { owner, from, to }, 'operation' in owner));
    }
  }
}
