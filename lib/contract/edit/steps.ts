import { quote } from 'onex-cli-kit';
import { type Contract, type KeyPath, type WorkflowStep } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { uniqueStems } from '../../naming/index.ts';
import { type StepAnswer, stepTexts, workflowText } from '../write/index.ts';
import { firstPath, indexesOf, isMapping, putPair, removeItems, setList, valueAt } from './data.ts';
import { dropTopic, putTopic, withAllTopics } from './topics.ts';
import { insertItem, insertPair, removeAt } from './yaml/index.ts';

const DEFINITION: KeyPath = ['workflow_coordination', 'workflow_definition'];
const LISTS: readonly KeyPath[] = [
  [...DEFINITION, 'execution_graph', 'nodes'],
  [...DEFINITION, 'execution_graph'],
  [...DEFINITION, 'nodes'],
];
const NOTES: KeyPath = ['annotations', 'workflow', 'steps'];

const idOf = (item: unknown): unknown =>
  isMapping(item) ? (item['node_id'] ?? item['id'] ?? item['name']) : item;

/** Returns where the contract lists its steps. */
function listOf(text: string): KeyPath | null {
  const found = firstPath(text, LISTS);
  return found !== null && Array.isArray(valueAt(text, found)) ? found : null;
}

export interface NewStep extends StepAnswer {
  /** Null: the step is named after the operation and its node. */
  readonly id: string | null;
  /** Steps that it waits for; null: the last one or, with `before`, the steps that the following step waits for. */
  readonly after: readonly string[] | null;
  /** A step that waits for it. */
  readonly before: string | null;
}

function stepsOf({ name, kind, workflow }: Contract): readonly WorkflowStep[] {
  if (kind === 'orchestrator') return workflow?.steps ?? [];
  throw new UserError(
    'ERR_ONEX_CONTRACT_EDIT',
    `${name} is of the kind ${kind}; only an orchestrator has steps.`,
  );
}

function refuseUnknown(contract: Contract, id: string): void {
  const ids = stepsOf(contract).map((step) => step.id);
  if (ids.includes(id)) return;
  const known = ids.length === 0 ? 'it has none' : `it has ${ids.join(', ')}`;
  throw new UserError('ERR_ONEX_NOT_FOUND', `${contract.name} has no step ${quote(id)}; ${known}.`);
}

function setDependencies(text: string, list: KeyPath, id: string, wanted: readonly string[]): string {
  const [index] = indexesOf(text, list, (item) => idOf(item) === id);
  if (index === undefined) return text;
  const item = valueAt(text, [...list, index]);
  if (!isMapping(item))
    throw new UserError(
      'ERR_ONEX_CONTRACT_EDIT',
      `The step ${quote(id)} is only a name in contract.yaml; write it out first.`,
    );
  const key = 'dependencies' in item && !('depends_on' in item) ? 'dependencies' : 'depends_on';
  if (!(key in item)) return wanted.length === 0 ? text : insertPair(text, [...list, index], key, wanted);
  return setList(text, [...list, index, key], wanted);
}

/**
 * Adds a step to an orchestrator's workflow, with the topics that it needs.
 * @throws UserError for a node that is not an orchestrator, an existing id, and dependencies that do not exist
 */
export function addStep(text: string, contract: Contract, { id, after, before, ...answer }: NewStep): string {
  const steps = stepsOf(contract);
  const ids = steps.map((step) => step.id);
  for (const other of [...(after ?? []), ...(before === null ? [] : [before])])
    refuseUnknown(contract, other);
  if (id !== null && ids.includes(id))
    throw new UserError('ERR_ONEX_ALREADY_EXISTS', `${contract.name} has a step ${quote(id)} already.`);
  const [made] = stepTexts([answer]);
  const [free] = uniqueStems([made!.graph.node_id], 'step', { files: ids });
  const own = id ?? free!;
  const follower = steps.find((step) => step.id === before);
  const dependsOn = after ?? follower?.dependsOn ?? ids.slice(-1);
  const { compensation, ...others } = made!.notes;
  // With another strategy, a compensation never runs.
  const undoes = steps.length === 0 || contract.workflow?.recovery === 'compensate';
  const notes = {
    ...others,
    ...(compensation !== undefined && undoes && { compensation }),
    ...made!.topics,
  };
  const graph = { ...made!.graph, node_id: own, depends_on: dependsOn };
  let result = text;
  const list = listOf(result);
  if (list === null) {
    const definition = workflowText(contract.baseName, [{ ...made!, graph }]);
    result = putPair(
      result,
      [],
      'workflow_coordination',
      { workflow_definition: definition },
      { before: 'annotations' },
    );
  } else {
    const at = indexesOf(result, list, (item) => idOf(item) === before)[0];
    result = insertItem(result, list, graph, at);
    if (before !== null) {
      const rest = (follower?.dependsOn ?? []).filter((one) => !dependsOn.includes(one));
      result = setDependencies(result, list, before, [...rest, own]);
    }
  }
  result = putPair(result, NOTES, own, notes);
  const { command_topic: command, completed_topic: completed, failed_topic: failed } = made!.topics;
  result = putTopic(result, command, 'publish');
  result = [completed, failed].reduce((rest, topic) => putTopic(rest, topic, 'subscribe'), result);
  return withAllTopics(result, contract);
}

/** Returns the topics that only this step of the contract needs. */
function ownTopics(contract: Contract, step: WorkflowStep): { publish: string[]; subscribe: string[] } {
  const others = stepsOf(contract).filter((one) => one !== step);
  const needed = new Set([
    ...others.flatMap((one) => [one.commandTopic, one.completedTopic, one.failedTopic]),
    ...(contract.routing?.routes ?? []).flatMap((route) => [route.topic ?? '', ...route.outputEvents]),
    ...contract.operations.flatMap((one) => [...one.requestTopics, one.completedTopic, one.failedTopic]),
  ]);
  const free = (topics: readonly string[]): string[] => topics.filter((topic) => !needed.has(topic));
  return { publish: free([step.commandTopic]), subscribe: free([step.completedTopic, step.failedTopic]) };
}

/**
 * Removes a step of an orchestrator's workflow. Steps that waited for it now wait for its dependencies. Topics that
 * only this step needs are also removed.
 * @throws UserError for a step that does not exist
 */
export function removeStep(text: string, contract: Contract, id: string): string {
  refuseUnknown(contract, id);
  const step = stepsOf(contract).find((one) => one.id === id)!;
  const list = listOf(text);
  if (list === null)
    throw new UserError(
      'ERR_ONEX_CONTRACT_EDIT',
      `The contract of ${contract.name} lists no steps that could be edited.`,
    );
  let result = text;
  for (const other of stepsOf(contract)) {
    if (!other.dependsOn.includes(id)) continue;
    const place = other.dependsOn.indexOf(id);
    const wanted = [...new Set(other.dependsOn.toSpliced(place, 1, ...step.dependsOn))];
    result = setDependencies(result, list, other.id, wanted);
  }
  result = removeItems(result, list, (item) => idOf(item) === id);
  if (valueAt(result, [...NOTES, id]) !== undefined) result = removeAt(result, [...NOTES, id]);
  const { publish, subscribe } = ownTopics(contract, step);
  result = publish.reduce((rest, topic) => dropTopic(rest, topic, 'publish'), result);
  return subscribe.reduce((rest, topic) => dropTopic(rest, topic, 'subscribe'), result);
}

/** Removes a step's compensation. */
export function removeCompensation(text: string, id: string): string {
  const list = listOf(text);
  const [index] = list === null ? [] : indexesOf(text, list, (item) => idOf(item) === id);
  const places: KeyPath[] = [
    [...NOTES, id],
    ...(list !== null && index !== undefined ? [[...list, index]] : []),
  ];
  return places.reduce((result, place) => {
    const value = valueAt(result, place);
    const key = isMapping(value) ? ['compensation', 'compensate'].find((one) => one in value) : undefined;
    return key === undefined ? result : removeAt(result, [...place, key]);
  }, text);
}
