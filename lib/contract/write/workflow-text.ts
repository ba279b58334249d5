import { toPhrase } from '../../naming/index.ts';
import type { StepText } from './workflow.ts';

const TIMEOUT_MS = 300_000;

/** Returns the timeout of a workflow. Its steps run one after the other, so it is at least the sum of theirs. */
export function workflowTimeoutMs(steps: readonly StepText[]): number {
  const all = steps.reduce((sum, { notes }) => sum + notes.timeout_ms, 0);
  return Math.max(TIMEOUT_MS, all);
}

/** Selects compensation only if some step can be undone, because compensation would otherwise have no effect. */
function recoveryOf(steps: readonly StepText[]): 'compensate' | 'fail_fast' {
  return steps.some(({ notes }) => notes.compensation !== undefined) ? 'compensate' : 'fail_fast';
}

/** `workflow_coordination.workflow_definition` of an orchestrator. */
export function workflowText(name: string, steps: readonly StepText[]): object {
  return {
    workflow_metadata: { workflow_name: name, description: `The ${toPhrase(name)} workflow.` },
    execution_graph: { nodes: steps.map(({ graph }) => graph) },
    coordination_rules: {
      execution_mode: 'sequential',
      max_parallel_branches: 4,
      failure_recovery_strategy: recoveryOf(steps),
      max_retries: 0,
      timeout_ms: workflowTimeoutMs(steps),
    },
  };
}
