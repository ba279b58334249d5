import type { NodeKind, RecoveryStrategy } from '../model.ts';
import { parseKind } from '../read/identity.ts';
import { at, error, expectMapping, firstOf, isAbsent, isMapping, items, warn } from '../read/place.ts';
import type { Place } from '../read/place.ts';
import { LONGEST_WAIT_MS, flag, milliseconds, number, prose, text, word, words } from '../read/scalars.ts';
import { quote } from '../yaml/quote.ts';
import { findCycle } from './graph.ts';

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

/** What an orchestrator runs whose contract names no steps: it starts, and ends with a result at once. */
export const NO_STEPS: WrittenWorkflow = {
  name: null,
  description: null,
  steps: [],
  mode: 'sequential',
  maxParallel: 1,
  recovery: 'fail_fast',
  maxRetries: 0,
  timeoutMs: null,
};

const COORDINATION_KEYS = new Set([
  'workflow_definition',
  'version',
  'execution_mode',
  'max_parallel_branches',
  'checkpoint_enabled',
  'checkpoint_interval_ms',
  'state_persistence_enabled',
  'rollback_enabled',
  'timeout_ms',
  'recovery_enabled',
  'description',
]);
const DEFINITION_KEYS = new Set([
  'version',
  'workflow_metadata',
  'execution_graph',
  'coordination_rules',
  'nodes',
  'description',
]);
const METADATA_KEYS = new Set([
  'version',
  'workflow_name',
  'workflow_version',
  'description',
  'execution_mode',
  'timeout_ms',
  'author',
  'tags',
  'workflow_id',
  'workflow_hash',
]);
const GRAPH_KEYS = new Set(['version', 'nodes', 'edges', 'description']);
const NODE_KEYS = new Set([
  'version',
  'node_id',
  'id',
  'name',
  'node_type',
  'node_name',
  'node',
  'operation',
  'description',
  'depends_on',
  'dependencies',
  'node_requirements',
  'condition',
  'when',
  'command_topic',
  'completed_topic',
  'failed_topic',
  'timeout_ms',
  'max_retries',
  'compensation',
  'compensate',
  'step_config',
]);
const RULE_KEYS = new Set([
  'version',
  'execution_mode',
  'parallel_execution_allowed',
  'max_parallel_branches',
  'failure_recovery_strategy',
  'max_retries',
  'timeout_ms',
  'synchronization_points',
  'checkpoint_enabled',
  'checkpoint_interval_ms',
  'state_persistence_enabled',
  'rollback_enabled',
  'recovery_enabled',
]);
const STEP_KEYS = new Set([
  'node',
  'operation',
  'command_topic',
  'completed_topic',
  'failed_topic',
  'timeout_ms',
  'max_retries',
  'compensation',
  'condition',
]);

const WAIT = { min: 1, longest: LONGEST_WAIT_MS };

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
 * operation, topics, compensation, recovery by compensation) stands in `annotations.workflow.steps.<node_id>` and
 * `annotations.workflow.recovery`. Unknown dependencies and cycles are errors. null when there are no steps.
 */
export function readWorkflow(root: Place): WrittenWorkflow | null {
  const coordination = at(root, 'workflow_coordination');
  if (!expectMapping(coordination, COORDINATION_KEYS)) return null;
  const definition = at(coordination, 'workflow_definition');
  expectMapping(definition, DEFINITION_KEYS);
  const metadata = at(definition, 'workflow_metadata');
  expectMapping(metadata, METADATA_KEYS);
  const graph = at(definition, 'execution_graph');
  if (!Array.isArray(graph.value)) expectMapping(graph, GRAPH_KEYS);
  const listed = stepList(definition);
  const rules = at(definition, 'coordination_rules');
  expectMapping(rules, RULE_KEYS);
  const notes = at(at(root, 'annotations'), 'workflow');

  const placed = items(listed).flatMap((item) => {
    const step = readStep(item, at(notes, 'steps'));
    return step === null ? [] : [{ step, place: item }];
  });
  checkGraph(listed, placed);
  if (placed.length === 0) return null;
  const declared = text(firstOf(rules, 'execution_mode')) ?? text(at(metadata, 'execution_mode'));
  const parallel =
    declared === null ? flag(at(rules, 'parallel_execution_allowed'), false) : /parallel/i.test(declared);
  return {
    name: word(at(metadata, 'workflow_name')),
    description: prose(at(metadata, 'description')),
    steps: placed.map(({ step }) => step),
    mode: parallel ? 'parallel' : 'sequential',
    maxParallel: number(at(rules, 'max_parallel_branches'), { min: 1, integer: true }) ?? (parallel ? 4 : 1),
    recovery: readRecovery(
      isAbsent(at(notes, 'recovery')) ? at(rules, 'failure_recovery_strategy') : at(notes, 'recovery'),
    ),
    maxRetries: number(at(rules, 'max_retries'), { min: 0, integer: true }) ?? 0,
    timeoutMs: milliseconds(at(rules, 'timeout_ms'), WAIT) ?? milliseconds(at(metadata, 'timeout_ms'), WAIT),
  };
}

function stepList(definition: Place): Place {
  const graph = at(definition, 'execution_graph');
  if (Array.isArray(graph.value)) return graph;
  return isAbsent(at(graph, 'nodes')) ? at(definition, 'nodes') : at(graph, 'nodes');
}

/** Where a contract writes something of its n-th step: under `annotations`, else in the graph. */
export function stepPlace(root: Place, index: number, id: string, key: string): Place {
  const noted = at(at(at(at(at(root, 'annotations'), 'workflow'), 'steps'), id), key);
  const definition = at(at(root, 'workflow_coordination'), 'workflow_definition');
  return isAbsent(noted) ? at(at(stepList(definition), index), key) : noted;
}

function readRecovery(place: Place): RecoveryStrategy {
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
  expectMapping(item, NODE_KEYS);
  const place = firstOf(item, 'node_id', 'id', 'name');
  const id = word(place);
  if (id === null) {
    if (isAbsent(place)) error(item, 'node_id is missing');
    return null;
  }
  return stepOf(id, item, at(notes, id));
}

function stepOf(id: string, item: Place, note: Place): WrittenStep {
  expectMapping(note, STEP_KEYS);
  const either = (...keys: readonly string[]): Place =>
    isAbsent(firstOf(note, ...keys)) ? firstOf(item, ...keys) : firstOf(note, ...keys);
  const kind = text(at(item, 'node_type'));
  const parsed = kind === null ? null : parseKind(kind);
  if (kind !== null && parsed === null) warn(at(item, 'node_type'), `node type ${quote(kind)} is not known`);
  return {
    id,
    description: prose(at(item, 'description')),
    kind: parsed,
    node: word(either('node', 'node_name')),
    operation: word(either('operation')),
    dependsOn: [...new Set(words(firstOf(item, 'depends_on', 'dependencies')))],
    condition: word(either('condition', 'when')),
    commandTopic: word(either('command_topic')),
    completedTopic: word(either('completed_topic')),
    failedTopic: word(either('failed_topic')),
    timeoutMs: milliseconds(either('timeout_ms'), WAIT),
    maxRetries: number(either('max_retries'), { min: 0, integer: true }),
    compensation: word(either('compensation', 'compensate')),
  };
}

function checkGraph(
  list: Place,
  steps: readonly { readonly step: WrittenStep; readonly place: Place }[],
): void {
  const ids = new Set<string>();
  for (const { step, place } of steps) {
    if (ids.has(step.id)) error(place, `step ${quote(step.id)} stands here twice; remove one`);
    ids.add(step.id);
  }
  for (const { step, place } of steps) {
    for (const dependency of step.dependsOn) {
      if (!ids.has(dependency)) {
        error(
          firstOf(place, 'depends_on', 'dependencies'),
          `${quote(step.id)} waits for ${quote(dependency)}, which is no step`,
        );
      }
    }
  }
  const cycle = findCycle(steps.map(({ step }) => step));
  if (cycle !== null) {
    error(
      list,
      `the steps wait for each other in a circle: ${cycle.map((id) => quote(id).slice(1, -1)).join(' → ')}`,
    );
  }
}
