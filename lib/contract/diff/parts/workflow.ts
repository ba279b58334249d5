import { quote } from 'onex-cli-kit';
import { type Contract, type Workflow, type WorkflowStep } from 'onex-runtime/contract';
import { keyPlace, stepPlace } from '../places.ts';
import type { FoundChange, Affected } from '../types.ts';

/** How a change of a step's key is reported, and what it breaks. */
const STEP_KEYS: readonly (readonly [keyof WorkflowStep, string, string, Affected | null])[] = [
  ['commandTopic', 'command_topic', 'its commands go to', 'running workflows'],
  ['completedTopic', 'completed_topic', 'its completed event is expected on', 'running workflows'],
  ['failedTopic', 'failed_topic', 'its failed event is expected on', 'running workflows'],
  ['node', 'node', 'its node is', 'running workflows'],
  ['operation', 'operation', 'its operation is', 'running workflows'],
  ['compensation', 'compensation', 'its compensation is', null],
  ['condition', 'condition', 'its condition is', null],
  ['timeoutMs', 'timeout_ms', 'its time-out in milliseconds is', null],
  ['maxRetries', 'max_retries', 'its number of retries is', null],
];

const FLOW_KEYS: readonly (readonly [keyof Workflow, string])[] = [
  ['mode', 'execution mode'],
  ['maxParallel', 'number of parallel steps'],
  ['recovery', 'recovery strategy'],
  ['maxRetries', 'number of retries'],
  ['timeoutMs', 'time-out in milliseconds'],
];

const found = (
  breaks: Affected | null,
  message: string,
  place: FoundChange['place'],
  isNew = true,
): FoundChange => ({
  breaks,
  message,
  version: isNew ? 'new' : 'old',
  place,
  subject: null,
});

/** An orchestrator has either a workflow or routes. */
function changedForm(
  was: Workflow | null,
  is: Workflow | null,
  place: FoundChange['place'],
  kind: Contract['kind'],
): FoundChange {
  if (is !== null) return found(null, 'the orchestrator has a workflow; it had routes', place);
  const hasRoutes = kind === 'orchestrator';
  const message = `the ${hasRoutes ? 'orchestrator has routes' : 'node has no workflow'}; it had a workflow`;
  return found(was === null || was.steps.length === 0 ? null : 'running workflows', message, place, false);
}

/**
 * Changes of an orchestrator's steps. A running workflow waits for the results of its old steps, on their old topics.
 */
export function compareWorkflows(before: Contract, after: Contract): FoundChange[] {
  const [was, is] = [before.workflow, after.workflow];
  const place = keyPlace('workflow_coordination');
  if (was === null || is === null) return was === is ? [] : [changedForm(was, is, place, after.kind)];
  const ofName =
    was.name === is.name
      ? []
      : [found(null, `the workflow is called ${quote(is.name)}; it was ${quote(was.name)}`, place)];
  const ofKeys = FLOW_KEYS.filter(([key]) => was[key] !== is[key]).map(([key, name]) =>
    found(null, `the workflow’s ${name} is ${quote(is[key])}; it was ${quote(was[key])}`, place),
  );
  const ofEvents =
    JSON.stringify(was.eventTopics) === JSON.stringify(is.eventTopics)
      ? []
      : [
          {
            ...found('consumers', 'the workflow’s events go to other topics', place),
            subject: { kind: 'node' } as const,
          },
        ];
  return [...ofSteps(was, is), ...ofName, ...ofKeys, ...ofEvents];
}

function ofSteps(was: Workflow, is: Workflow): FoundChange[] {
  const named = ({ steps }: Workflow): ReadonlyMap<string, WorkflowStep> =>
    new Map(steps.map((step) => [step.id, step]));
  const [old, now] = [named(was), named(is)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [before, after] = [old.get(id), now.get(id)];
    if (before === undefined)
      return [found(null, `step ${quote(id)} is new; running workflows do it too`, stepPlace(id))];
    if (after === undefined) {
      const message = `step ${quote(id)} is removed or renamed; running workflows that began it fail`;
      return [found('running workflows', message, stepPlace(id), false)];
    }
    return ofStep(before, after);
  });
}

function ofStep(before: WorkflowStep, after: WorkflowStep): FoundChange[] {
  const { id } = after;
  const keys = STEP_KEYS.filter(([key]) => before[key] !== after[key]).map(([key, written, words, breaks]) =>
    found(
      breaks,
      `step ${quote(id)}: ${words} ${quote(after[key] ?? 'none', 200)}; it was ${quote(before[key] ?? 'none', 200)}`,
      stepPlace(id, written),
    ),
  );
  const list = (ids: readonly string[], none: string): string =>
    ids.map((one) => quote(one)).join(', ') || none;
  const isSame = (key: 'dependsOn' | 'forOperations'): boolean =>
    JSON.stringify(before[key]) === JSON.stringify(after[key]);
  const needs = (step: WorkflowStep): string => list(step.dependsOn, 'nothing');
  const runs = (step: WorkflowStep): string => list(step.forOperations, 'all');
  return [
    ...keys,
    ...(isSame('dependsOn')
      ? []
      : [
          found(
            null,
            `step ${quote(id)}: it waits for ${needs(after)}; it waited for ${needs(before)}`,
            stepPlace(id),
          ),
        ]),
    ...(isSame('forOperations')
      ? []
      : [
          found(
            null,
            `step ${quote(id)}: the operations that run it are ${runs(after)}; they were ${runs(before)}`,
            stepPlace(id, 'for_operations'),
          ),
        ]),
  ];
}
