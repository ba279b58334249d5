import { meantKey } from '../findings/near.ts';
import type { NodeKind, RecoveryStrategy } from '../model.ts';
import { parseKind } from '../read/sections/index.ts';
import {
  at,
  entries,
  error,
  expectMapping,
  firstOf,
  firstPlace,
  forPeople,
  has,
  idle,
  isAbsent,
  isFull,
  isMapping,
  items,
  mistake,
  note,
  warn,
  whole,
  type Place,
  LONGEST_WAIT_MS,
  flag,
  number,
  prose,
  text,
  timeLimit,
  word,
  words,
} from '../read/values/index.ts';
import { quote } from '../yaml/quote.ts';
import { withEdges } from './edges.ts';
import { findCycle } from './graph.ts';
import { readStepConfig } from './step-config.ts';

/** A step as written; topics that are null are made up later. */
export interface WrittenStep {
  readonly id: string;
  readonly description: string | null;
  readonly kind: NodeKind | null;
  readonly node: string | null;
  readonly operation: string | null;
  readonly dependsOn: readonly string[];
  readonly condition: string | null;
  readonly commandTopic: string | null;
  readonly completedTopic: string | null;
  readonly failedTopic: string | null;
  readonly timeoutMs: number | null;
  readonly maxRetries: number | null;
  readonly compensation: string | null;
  readonly forOperations: readonly string[];
  /** Name of the event that answers the step, from `step_config`. */
  readonly replyEvent: string | null;
  /** Intents that the step executes, from `step_config`: `postgres.*`. */
  readonly intentFilter: string | null;
}

export interface WrittenWorkflow {
  readonly name: string | null;
  readonly description: string | null;
  readonly steps: readonly WrittenStep[];
  readonly mode: 'sequential' | 'parallel';
  readonly maxParallel: number;
  readonly recovery: RecoveryStrategy;
  readonly maxRetries: number;
  readonly timeoutMs: number | null;
}

const WAIT = { longest: LONGEST_WAIT_MS };

const RECOVERIES: Readonly<Record<string, RecoveryStrategy>> = {
  fail_fast: 'fail_fast',
  stop: 'fail_fast',
  abort: 'fail_fast',
  retry: 'fail_fast',
  exponential_backoff: 'fail_fast',
  linear_backoff: 'fail_fast',
  circuit_breaker: 'fail_fast',
  compensate: 'compensate',
  compensating_action: 'compensate',
  compensation: 'compensate',
  rollback: 'compensate',
  saga: 'compensate',
  continue: 'continue',
  continue_on_error: 'continue',
  skip: 'continue',
  ignore: 'continue',
};

/**
 * `workflow_coordination.workflow_definition` of an orchestrator. What the strict contract has no key for (node,
 * operation, topics, compensation, recovery by compensation) is in `annotations.workflow.steps.<node_id>` and
 * `annotations.workflow.recovery`. Unknown dependencies and cycles are errors. null when there are no steps.
 */
export function readWorkflow(root: Place): WrittenWorkflow | null {
  const coordination = at(root, 'workflow_coordination');
  if (!expectMapping(coordination)) return null;
  const definition = at(coordination, 'workflow_definition');
  const metadata = at(definition, 'workflow_metadata');
  const graph = at(definition, 'execution_graph');
  if (!Array.isArray(graph.value)) expectMapping(graph);
  const listed = stepList(definition);
  const rules = at(definition, 'coordination_rules');
  for (const place of [definition, metadata, rules]) expectMapping(place);
  knowKeys({ coordination, definition, metadata, graph, rules });
  const notes = at(at(root, 'annotations'), 'workflow');

  const written = items(listed).flatMap((item) => {
    const step = readStep(item, at(notes, 'steps'));
    return step === null ? [] : [{ step, place: item }];
  });
  checkNotes(at(notes, 'steps'), new Set(written.map(({ step }) => step.id)));
  const placed = withEdges(Array.isArray(graph.value) ? null : at(graph, 'edges'), written);
  checkGraph(listed, placed);
  const mode = firstPlace(
    [rules, 'execution_mode'],
    [metadata, 'execution_mode'],
    [coordination, 'execution_mode'],
  );
  const declared = mode === null ? null : text(mode);
  const limit = firstPlace([rules, 'timeout_ms'], [metadata, 'timeout_ms'], [coordination, 'timeout_ms']);
  const branches = firstPlace([rules, 'max_parallel_branches'], [coordination, 'max_parallel_branches']);
  if (declared !== null) rules.trace.beside.set('parallel_execution_allowed', 'execution_mode');
  if (mode !== null && declared !== null && !/parallel|sequential/i.test(declared))
    warn(mode, `execution mode ${quote(declared)} is not known; steps run one after the other`);
  const parallel =
    declared === null ? flag(at(rules, 'parallel_execution_allowed'), false) : /parallel/i.test(declared);
  const workflow = {
    name: word(at(metadata, 'workflow_name')),
    description: prose(at(metadata, 'description')),
    steps: placed.map(({ step }) => step),
    mode: parallel ? 'parallel' : 'sequential',
    maxParallel:
      (branches === null ? null : number(branches, { min: 1, integer: true })) ?? (parallel ? 4 : 1),
    recovery: readRecovery(notes, rules),
    maxRetries: number(at(rules, 'max_retries'), { min: 0, integer: true }) ?? 0,
    timeoutMs: limit === null ? null : timeLimit(limit, WAIT),
  } as const;
  // The rules of a workflow without steps have nothing to rule yet, which the owner of a new node need not read.
  if (workflow.steps.length === 0 && root.log.origin === 'foreign' && isMapping(rules.value))
    note(rules, 'have no effect without steps', 'key');
  // An owner's own workflow may have no steps yet; any other contract without steps has routes.
  return workflow.steps.length === 0 && !has(at(root, 'annotations'), 'workflow') ? null : workflow;
}

/** Keys of Python's workflows that are text for people, or follow from how the runtime drives a workflow. */
function knowKeys(
  places: Readonly<Record<'coordination' | 'definition' | 'metadata' | 'graph' | 'rules', Place>>,
): void {
  const { coordination, definition, metadata, graph, rules } = places;
  for (const place of Object.values(places)) forPeople(place, 'version', 'description');
  forPeople(metadata, 'workflow_version', 'author', 'tags', 'workflow_id', 'workflow_hash');
  const always = 'a workflow is saved before each step and resumes after a restart';
  for (const place of [coordination, rules]) {
    idle(
      place,
      always,
      'checkpoint_enabled',
      'checkpoint_interval_ms',
      'state_persistence_enabled',
      'recovery_enabled',
    );
    idle(place, 'failure_recovery_strategy defines what happens to completed steps', 'rollback_enabled');
  }
  idle(rules, 'a step waits for those under depends_on', 'synchronization_points');
  if (!Array.isArray(graph.value) && has(graph, 'nodes'))
    definition.trace.beside.set('nodes', 'execution_graph.nodes');
}

function stepList(definition: Place): Place {
  const graph = at(definition, 'execution_graph');
  if (Array.isArray(graph.value)) return graph;
  return has(graph, 'nodes') ? at(graph, 'nodes') : at(definition, 'nodes');
}

/** Where a contract lists the steps of its workflow. */
export function stepListOf(root: Place): Place {
  return stepList(at(at(root, 'workflow_coordination'), 'workflow_definition'));
}

/** Where a contract writes something of its n-th step: under `annotations`, otherwise in the graph. */
export function stepPlace(root: Place, index: number, id: string, key: string): Place {
  const noted = at(at(at(at(at(root, 'annotations'), 'workflow'), 'steps'), id), key);
  return isAbsent(noted) ? at(at(stepListOf(root), index), key) : noted;
}

function readRecovery(notes: Place, rules: Place): RecoveryStrategy {
  // The strict contract has fewer strategies; ours is in the annotations, and its nearest one in the rules.
  const ruled = at(rules, 'failure_recovery_strategy');
  const place = has(notes, 'recovery') ? at(notes, 'recovery') : ruled;
  const written = text(place);
  if (written === null) return 'fail_fast';
  const found = Object.hasOwn(RECOVERIES, written.toLowerCase())
    ? RECOVERIES[written.toLowerCase()]
    : undefined;
  if (found === undefined) warn(place, `recovery strategy ${quote(written)} is not known; fail_fast is used`);
  return found ?? 'fail_fast';
}

function readStep(item: Place, notes: Place): WrittenStep | null {
  if (!isMapping(item.value)) {
    const id = word(item);
    return id === null ? null : stepOf(id, item, at(notes, id));
  }
  const place = firstOf(item, 'node_id', 'id', 'name');
  const id = word(place);
  if (id === null) {
    if (isAbsent(place)) error(item, 'node_id is missing');
    return null;
  }
  return stepOf(id, item, at(notes, id));
}

function stepOf(id: string, item: Place, note: Place): WrittenStep {
  expectMapping(note);
  for (const place of [item, note]) {
    forPeople(place, 'version', 'description');
    idle(
      place,
      'write node, operation and topics of the step under annotations.workflow.steps',
      'node_requirements',
    );
  }
  const config = readStepConfig(item);
  const either = (...keys: readonly string[]): Place =>
    isAbsent(firstOf(note, ...keys)) ? firstOf(item, ...keys) : firstOf(note, ...keys);
  const kind = text(at(item, 'node_type'));
  const parsed = kind === null ? null : parseKind(kind);
  if (kind !== null && parsed === null) warn(at(item, 'node_type'), `node type ${quote(kind)} is not known`);
  return {
    id,
    description: prose(at(item, 'description')),
    kind: parsed,
    node: word(either('node', 'node_name')) ?? config.node,
    operation: word(either('operation')) ?? config.operation,
    dependsOn: [...new Set(words(firstOf(item, 'depends_on', 'dependencies')))],
    condition: readCondition(either('condition', 'when')),
    commandTopic: word(either('command_topic')),
    completedTopic: word(either('completed_topic')),
    failedTopic: word(either('failed_topic')),
    timeoutMs: timeLimit(either('timeout_ms'), WAIT),
    maxRetries: number(either('max_retries'), { min: 0, integer: true }),
    compensation: word(either('compensation', 'compensate')),
    forOperations: [...new Set(words(either('for_operations')))],
    replyEvent: config.replyEvent,
    intentFilter: config.intentFilter,
  };
}

/** A condition of a step is words for its owner, who writes the code that decides. */
function readCondition(place: Place): string | null {
  const written = word(place);
  if (written !== null)
    warn(
      place,
      `condition ${quote(written)} becomes a function whose code you write; until then the step always runs`,
    );
  return written;
}

/** What is in the annotations of a step that does not exist. */
function checkNotes(notes: Place, ids: ReadonlySet<string>): void {
  for (const [id, note] of entries(notes)) {
    if (ids.has(id)) continue;
    const meant = isFull(note) ? null : meantKey(id, [...ids]);
    const hint = meant === null ? '' : `; did you mean ${quote(meant)}?`;
    mistake(whole(note), `${quote(id)} is not a step of the workflow${hint}`, 'key');
  }
}

function checkGraph(
  list: Place,
  steps: readonly { readonly step: WrittenStep; readonly place: Place }[],
): void {
  const ids = new Set<string>();
  for (const { step, place } of steps) {
    if (ids.has(step.id)) error(place, `step ${quote(step.id)} is listed twice; remove one`);
    ids.add(step.id);
  }
  for (const { step, place } of steps) {
    for (const dependency of step.dependsOn) {
      if (!ids.has(dependency)) {
        error(
          firstOf(place, 'depends_on', 'dependencies'),
          `${quote(step.id)} waits for ${quote(dependency)}, which is not a step`,
        );
      }
    }
  }
  const cycle = findCycle(steps.map(({ step }) => step));
  if (cycle !== null) {
    error(
      list,
      `the steps depend on each other in a cycle: ${cycle.map((id) => quote(id).slice(1, -1)).join(' → ')}`,
    );
  }
}
