import { type Contract, type TransitionCondition } from 'onex-runtime/contract';
import { stepPlace, textPlace, transitionPlace } from '../diff/places.ts';
import type { Origins, Row } from './origin.ts';

/** Lists the states of a reducer and their transitions. */
export function machineRows({ stateMachine }: Contract, origins: Origins): Row[] {
  if (stateMachine === null) return [];
  const { initial, persistent, states, transitions } = stateMachine;
  return [
    {
      path: ['states', 'initial'],
      value: initial,
      source: origins.ofKeys(['state_machine', 'initial_state'], ['state_machine', 'states', 0]),
    },
    {
      path: ['states', 'persistent'],
      value: persistent,
      source: origins.ofKeys(['state_machine', 'persistence_enabled']),
    },
    ...states.map(({ name, terminal, requiredData }): Row => {
      const words = [
        terminal ? 'terminal' : 'open',
        ...(requiredData.length === 0 ? [] : [`requires ${requiredData.join(', ')}`]),
      ];
      return {
        path: ['states', name],
        value: words.join(', '),
        source: origins.at(textPlace(name, 'state_machine', 'states')),
      };
    }),
    ...transitions.map(({ from, to, trigger, conditions }, index): Row => ({
      path: ['transitions', `${from} on ${trigger}`],
      value: conditions.length === 0 ? to : `${to}, ${conditionsText(conditions)}`,
      source: origins.at(transitionPlace(index)),
    })),
  ];
}

function conditionsText(conditions: readonly TransitionCondition[]): string {
  return conditions.length === 1 ? 'under 1 condition' : `under ${conditions.length} conditions`;
}

/** Lists the steps of an orchestrator, with the topics of their messages. */
export function workflowRows({ workflow }: Contract, origins: Origins): Row[] {
  if (workflow === null) return [];
  const rules = ['workflow_coordination', 'workflow_definition', 'coordination_rules'];
  const { mode, maxParallel, recovery, timeoutMs, steps } = workflow;
  return [
    {
      path: ['workflow', 'execution_mode'],
      value: mode,
      source: origins.ofKeys([...rules, 'execution_mode'], ['workflow_coordination', 'execution_mode']),
    },
    {
      path: ['workflow', 'max_parallel_branches'],
      value: maxParallel,
      source: origins.ofKeys(
        [...rules, 'max_parallel_branches'],
        ['workflow_coordination', 'max_parallel_branches'],
      ),
    },
    {
      path: ['workflow', 'recovery'],
      value: recovery,
      source: origins.ofKeys(
        ['annotations', 'workflow', 'recovery'],
        [...rules, 'failure_recovery_strategy'],
      ),
    },
    {
      path: ['workflow', 'timeout_ms'],
      value: timeoutMs,
      source: origins.ofKeys([...rules, 'timeout_ms'], ['workflow_coordination', 'timeout_ms']),
    },
    ...steps.flatMap((step) => {
      const own = (key: string): readonly string[] => ['steps', step.id, key];
      const said = (key: string): Row['source'] =>
        origins.ofKeys(['annotations', 'workflow', 'steps', step.id, key]);
      return [
        {
          path: own('after'),
          value: step.dependsOn.join(', ') || 'nothing',
          source: origins.at(stepPlace(step.id)),
        },
        { path: own('node'), value: step.node, source: said('node') },
        { path: own('operation'), value: step.operation, source: said('operation') },
        { path: own('command'), value: step.commandTopic, source: origins.ofTopic(step.commandTopic) },
        { path: own('completed'), value: step.completedTopic, source: origins.ofTopic(step.completedTopic) },
        { path: own('failed'), value: step.failedTopic, source: origins.ofTopic(step.failedTopic) },
        { path: own('timeout_ms'), value: step.timeoutMs, source: said('timeout_ms') },
        {
          path: own('max_retries'),
          value: step.maxRetries ?? workflow.maxRetries,
          source: said('max_retries'),
        },
        { path: own('compensation'), value: step.compensation, source: said('compensation') },
        {
          path: own('for_operations'),
          value: step.forOperations.length === 0 ? null : step.forOperations.join(', '),
          source: said('for_operations'),
        },
      ];
    }),
  ];
}
