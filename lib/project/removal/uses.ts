import {
  categoryOf,
  parseYaml,
  type Contract,
  type KeyPath,
  type WorkflowStep,
  type YamlSource,
} from 'onex-runtime/contract';
import { stepPlace, textPlace } from '../../contract/diff/places.ts';
import { folderName } from '../index.ts';
import type { ReadVersion } from '../versions/index.ts';

/** The contract of a node before and after a removal. */
export interface Loss {
  /** Name of the node's folder. */
  readonly node: string;
  /** Null: its contract cannot be read. */
  readonly before: Contract | null;
  /** Null: the node was removed. */
  readonly after: Contract | null;
}

/** How a version of another node uses a removed part. */
export interface Use {
  readonly user: ReadVersion;
  /** `step` and `compensation` belong to a step of the user's workflow; a `topic` belongs to no step. */
  readonly kind: 'step' | 'compensation' | 'topic';
  /** The step's id, or the topic. */
  readonly name: string;
  /** One line: where, what, and which node. */
  readonly message: string;
}

const published = (contract: Contract | null): readonly string[] =>
  contract?.topics.publish.map(({ topic }) => topic) ?? [];
const read = (contract: Contract | null): readonly string[] =>
  contract?.topics.subscribe.map(({ topic }) => topic) ?? [];

function without(all: readonly string[], ...kept: readonly (readonly string[])[]): ReadonlySet<string> {
  const still = new Set(kept.flat());
  return new Set(all.filter((one) => !still.has(one)));
}

const sources = new WeakMap<ReadVersion, YamlSource>();

/** Returns the text of a contract with its positions, parsed once. */
function sourceOf(user: ReadVersion): YamlSource {
  const source = sources.get(user) ?? parseYaml(user.text);
  sources.set(user, source);
  return source;
}

function useOf(user: ReadVersion, kind: Use['kind'], name: string, path: KeyPath, what: string): Use {
  const { line, column } = sourceOf(user).positionOf(path);
  return { user, kind, name, message: `${user.file}:${line}:${column}: ${what}` };
}

function isDoneBy(step: WorkflowStep, { node, before }: Loss): boolean {
  if (step.node !== null) return step.node === folderName(node) || step.node === before?.name;
  return read(before).includes(step.commandTopic);
}

function stepUses(user: ReadVersion, loss: Loss): Use[] {
  const { before, after, node } = loss;
  const isLost = (operation: string | null): boolean => {
    if (operation === null || after === null) return after === null;
    return !hasOperation(after, operation) && hasOperation(before, operation);
  };
  return (user.contract.workflow?.steps ?? [])
    .filter((step) => isDoneBy(step, loss))
    .flatMap((step): Use[] => {
      const source = sourceOf(user);
      const drives = step.operation === null ? folderName(node) : `${folderName(node)}:${step.operation}`;
      if (isLost(step.operation))
        return [
          useOf(
            user,
            'step',
            step.id,
            stepPlace(step.id)(source),
            `step ${step.id} of ${user.node} drives ${drives}`,
          ),
        ];
      if (step.compensation === null || !isLost(step.compensation)) return [];
      const what = `step ${step.id} of ${user.node} is undone by ${node}:${step.compensation}`;
      return [useOf(user, 'compensation', step.id, stepPlace(step.id, 'compensation')(source), what)];
    });
}

/** Whether a contract has an operation with a present or former name. */
const hasOperation = (contract: Contract | null, name: string): boolean =>
  contract === null ||
  contract.operations.some((operation) => operation.name === name || operation.aliases?.includes(name));

/**
 * Returns topics that the user reads or publishes outside its steps, if only the lost node is at the other end. Any
 * client may send a command, and an event without readers is not an error.
 */
function topicUses(user: ReadVersion, { node, before, after }: Loss, others: readonly Contract[]): Use[] {
  const { contract } = user;
  const ofSteps = new Set(
    (contract.workflow?.steps ?? []).flatMap((step) => [
      step.commandTopic,
      step.completedTopic,
      step.failedTopic,
    ]),
  );
  const mine = (topics: readonly string[]): readonly string[] =>
    topics.filter((topic) => !ofSteps.has(topic));
  const silent = without(published(before), published(after), ...others.map(published));
  const deaf = without(read(before), read(after), ...others.map(read));
  const use = (topic: string, what: string): Use =>
    useOf(user, 'topic', topic, textPlace(topic, 'event_bus')(sourceOf(user)), `${user.node} ${what}`);
  return [
    ...mine(read(contract))
      .filter((topic) => silent.has(topic) && categoryOf(topic) !== 'COMMAND')
      .map((topic) => use(topic, `reads ${topic}, which only ${node} publishes`)),
    ...mine(published(contract))
      .filter((topic) => deaf.has(topic) && categoryOf(topic) !== 'EVENT')
      .map((topic) => use(topic, `publishes ${topic}, which only ${node} reads`)),
  ];
}

/**
 * Returns the uses of the lost parts by other nodes, in the order of the nodes.
 * @param users Every version of the remaining nodes.
 */
export function usesOf(losses: readonly Loss[], users: readonly ReadVersion[]): readonly Use[] {
  return losses.flatMap((loss) => {
    const others = users.filter(({ node }) => node !== loss.node);
    const contracts = others.map(({ contract }) => contract);
    return others.flatMap((user) => [
      ...stepUses(user, loss),
      ...topicUses(
        user,
        loss,
        contracts.filter((contract) => contract !== user.contract),
      ),
    ]);
  });
}
