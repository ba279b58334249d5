import { WORKFLOW_EVENTS } from '../../contract/model.ts';
import { kebab, topicName } from '../../contract/read/topic-names.ts';
import type {
  Contract,
  RecoveryStrategy,
  RetryPolicy,
  Workflow as GraphOfContract,
  WorkflowEvent,
  WorkflowStep,
} from '../../contract/model.ts';
import { OnexError } from '../../errors/index.ts';
import { requireSameNames } from '../../node/operations/index.ts';
import type { ResultTopics } from '../../node/messages/index.ts';
import type { Step, Workflow } from './workflow.ts';

/** Step code is pure, and awaits nothing slow. */
const CODE_DEADLINE_MS = 10_000;

/** A step of the contract together with its code. */
export interface PlannedStep extends WorkflowStep {
  /** From 0, in the contract's order. */
  readonly index: number;
  readonly maxRetries: number;
  readonly code: Step;
}

/** What the engine runs: the contract's graph together with the workflow class. */
export interface Plan {
  readonly name: string;
  readonly node: string;
  readonly steps: readonly PlannedStep[];
  readonly byId: ReadonlyMap<string, PlannedStep>;
  /** For each step, the steps that wait for it. */
  readonly dependents: ReadonlyMap<string, readonly PlannedStep[]>;
  readonly maxParallel: number;
  readonly recovery: RecoveryStrategy;
  readonly timeoutMs: number | null;
  readonly retry: RetryPolicy;
  /** How long a call of step code may take, in ms. */
  readonly codeDeadlineMs: number;
  readonly workflow: Workflow;
  readonly topics: ResultTopics;
  readonly eventTopics: Readonly<Record<WorkflowEvent, string>>;
}

/**
 * Combines contract and code.
 * @throws OnexError CONTRACT_VALIDATION_ERROR if a step lacks code or a topic, or waits for itself.
 */
export function createPlan(contract: Contract, workflow: Workflow, topics: ResultTopics): Plan {
  const graph = contract.workflow ?? withoutSteps(contract);
  requireSameNames({
    node: contract.name,
    what: 'step',
    where: 'the workflow class',
    inContract: graph.steps.map(({ id }) => id),
    inCode: Object.keys(workflow.steps),
  });
  const steps = graph.steps.map((step, index): PlannedStep => {
    const code = workflow.steps[step.id] as Step;
    refuseIncomplete(contract, step, code);
    return { ...step, index, code, maxRetries: step.maxRetries ?? graph.maxRetries };
  });
  refuseCircles(contract, steps);
  return {
    name: graph.name,
    node: contract.name,
    steps,
    byId: new Map(steps.map((step) => [step.id, step])),
    dependents: dependentsOf(steps),
    maxParallel: graph.mode === 'sequential' ? 1 : Math.max(1, graph.maxParallel),
    recovery: graph.recovery,
    timeoutMs: graph.timeoutMs,
    retry: contract.retry,
    codeDeadlineMs: CODE_DEADLINE_MS,
    workflow,
    topics,
    eventTopics: graph.eventTopics,
  };
}

/**
 * Code for an orchestrator without a graph, as runtime 0.1 generated it: its workflow starts and at once ends with a
 * result.
 */
function withoutSteps({ baseName, domain }: Contract): GraphOfContract {
  const prefix = kebab(baseName).replace(/-workflow$/, '');
  const topics = WORKFLOW_EVENTS.map((event) => [event, topicName('evt', domain, `${prefix}-${event}`)]);
  return {
    name: baseName,
    description: null,
    steps: [],
    mode: 'sequential',
    maxParallel: 1,
    recovery: 'fail_fast',
    maxRetries: 0,
    timeoutMs: null,
    eventTopics: Object.fromEntries(topics) as Record<WorkflowEvent, string>,
  };
}

function dependentsOf(steps: readonly PlannedStep[]): ReadonlyMap<string, readonly PlannedStep[]> {
  const dependents = new Map<string, PlannedStep[]>();
  for (const step of steps) {
    for (const id of step.dependsOn) dependents.set(id, [...(dependents.get(id) ?? []), step]);
  }
  return dependents;
}

function refuseIncomplete(contract: Contract, step: WorkflowStep, code: Step): void {
  const known = new Set(contract.operations.map(({ name }) => name));
  const unknown = step.forOperations.find((operation) => !known.has(operation));
  if (unknown !== undefined) {
    throw fault(
      contract,
      `step ${step.id} is for the operation ${unknown}, which the contract does not have`,
    );
  }
  if ((code.command === undefined) === (code.run === undefined)) {
    throw fault(contract, `step ${step.id} needs either command() or run() in its code`);
  }
  if (step.condition !== null && code.when === undefined) {
    throw fault(contract, `step ${step.id} has a condition in the contract, but its code has no when()`);
  }
}

function refuseCircles(contract: Contract, steps: readonly WorkflowStep[]): void {
  const open = new Map(steps.map((step) => [step.id, step.dependsOn]));
  for (const { id, dependsOn } of steps) {
    const unknown = dependsOn.find((dependency) => !open.has(dependency));
    if (unknown !== undefined) throw fault(contract, `step ${id} depends on ${unknown}, which is not a step`);
  }
  while (open.size > 0) {
    const free = [...open].filter(([, dependsOn]) => dependsOn.every((dependency) => !open.has(dependency)));
    if (free.length === 0) throw fault(contract, `steps ${[...open.keys()].join(', ')} wait for each other`);
    for (const [id] of free) open.delete(id);
  }
}

function fault({ name }: Contract, what: string): OnexError {
  return new OnexError('CONTRACT_VALIDATION_ERROR', `${name}: ${what}.`, { context: { node: name } });
}
