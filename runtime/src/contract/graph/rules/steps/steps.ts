import { quote } from 'onex-cli-kit';
import { meantKey } from '../../../findings/near.ts';
import type { Contract, WorkflowStep } from '../../../model.ts';
import { stepPlace } from '../../../places.ts';
import {
  about,
  type Details,
  type End,
  type Links,
  type GraphFinding,
  type GraphRule,
  type MeshNode,
} from '../../mesh/index.ts';
import { stepFieldFaults } from './step-fields.ts';
import { nodeOfStep } from './step-target.ts';
import { versionFault } from './version.ts';

/** What the rules about steps look at. */
export interface StepRules {
  readonly nodes: readonly MeshNode[];
  readonly links: Links;
  /** Folders of nodes whose contracts cannot be read: nothing is known of them. */
  readonly unread: ReadonlySet<string>;
}

/** Steps whose node or operation is gone, whose commands go elsewhere, and whose command or version no longer fits. */
export function stepFaults(rules: StepRules): readonly GraphFinding[] {
  return rules.nodes.flatMap((asker) => {
    const steps = asker.contract.workflow?.steps ?? [];
    if (steps.length === 0) return [];
    const others = rules.nodes.filter((node) => node !== asker);
    return steps.flatMap((step) => faultsOf(step, asker, others, rules));
  });
}

function faultsOf(
  step: WorkflowStep,
  asker: MeshNode,
  others: readonly MeshNode[],
  { links, unread }: StepRules,
): readonly GraphFinding[] {
  if (step.node !== null && unread.has(step.node)) return [];
  const node = nodeOfStep(step, others);
  const takers = (links.read.get(step.commandTopic) ?? []).filter((end) => end.node !== asker);
  if (step.node !== null && !isNamed(step.node, node)) return gone(step, asker, takers);
  if (node === undefined) return [];
  const faults = [
    ...missingOperations(step, asker, node),
    ...otherTopic(step, asker, node, takers),
    ...versionFault(step, asker, node),
  ];
  return faults.some(({ severity }) => severity === 'error')
    ? faults
    : [...faults, ...stepFieldFaults(step, asker, node, others)];
}

function isNamed(wanted: string, node: MeshNode | undefined): boolean {
  return node !== undefined && (node.folder === wanted || node.contract.name === wanted);
}

/** `step "pay" of node_shop_sale_orchestrator asks node_shop_pay_effect to create`. */
export function asks({ id, operation, node }: WorkflowStep, asker: MeshNode, of?: MeshNode): string {
  const what = operation === null ? '' : ` to ${operation}`;
  return `step ${quote(id)} of ${asker.contract.name} asks ${of?.contract.name ?? node ?? 'a node'}${what}`;
}

function finding(
  severity: GraphFinding['severity'],
  rule: GraphRule,
  step: WorkflowStep,
  message: string,
  details: Pick<Details, 'nodes'> & { readonly key: string; readonly operation?: string | null },
): GraphFinding {
  const { nodes, key, operation = step.operation } = details;
  return about(severity, rule, message, {
    topic: step.commandTopic,
    nodes,
    step: step.id,
    operation,
    place: stepPlace(step.id, key),
  });
}

function gone(step: WorkflowStep, asker: MeshNode, takers: readonly End[]): readonly GraphFinding[] {
  const [taker] = takers;
  const doesIt =
    taker === undefined
      ? 'create the node, or remove the step from the contract'
      : `${taker.node.contract.name} takes its commands; name that node in the step`;
  // The messages still arrive; of a node elsewhere only the name may be another.
  const severity = taker === undefined ? 'error' : 'warning';
  const message = `${asks(step, asker)}, which is not a node of the project; ${doesIt}`;
  return [finding(severity, 'no-node', step, message, { nodes: [asker], key: 'node' })];
}

function missingOperations(step: WorkflowStep, asker: MeshNode, node: MeshNode): readonly GraphFinding[] {
  const names = node.contract.operations.map(({ name }) => name);
  if (names.length === 0) return [];
  // A former name still reaches the operation.
  const known = new Set([...names, ...node.contract.operations.flatMap(({ aliases = [] }) => aliases)]);
  const missing = [
    { operation: step.operation, key: 'operation', what: asks(step, asker, node) },
    {
      operation: step.compensation,
      key: 'compensation',
      what: `step ${quote(step.id)} of ${asker.contract.name} is undone by ${step.compensation} of ${node.contract.name}`,
    },
  ];
  return missing.flatMap(({ operation, key, what }) => {
    if (operation === null || known.has(operation)) return [];
    const meant = meantKey(operation, names);
    const remedy = meant === null ? `it has ${names.join(', ')}` : `did you mean ${meant}?`;
    const message = `${what}, which has no such operation; ${remedy}`;
    return [finding('error', 'no-operation', step, message, { nodes: [asker, node], key, operation })];
  });
}

/** The node of the step does not take the topic that the step's commands go to. */
function otherTopic(
  step: WorkflowStep,
  asker: MeshNode,
  node: MeshNode,
  takers: readonly End[],
): readonly GraphFinding[] {
  if (takers.some((end) => end.node === node)) return [];
  const taken = commandTopics(node.contract, step.operation);
  const remedy =
    taken.length === 0
      ? 'it subscribes to no commands'
      : `it subscribes to ${taken.join(', ')}; write that topic in the step`;
  const message = `${asks(step, asker, node)} on ${step.commandTopic}, which that node does not subscribe to; ${remedy}`;
  return [finding('error', 'unread', step, message, { nodes: [asker, node], key: 'command_topic' })];
}

function commandTopics({ operations, topics }: Contract, wanted: string | null): readonly string[] {
  const own = operations.find(({ name }) => name === wanted)?.requestTopics ?? [];
  const commands = topics.subscribe
    .filter(({ category }) => category === 'COMMAND')
    .map(({ topic }) => topic);
  return own.length > 0 ? own : commands;
}
