import { nodeFolder, toPascal } from '../naming/index.ts';
import type { ContractAnswers } from './write/answers.ts';
import { machineText } from './write/machine.ts';
import {
  computeOperations,
  effectOperations,
  handleOperation,
  runOperation,
  triggerOperations,
} from './write/operations.ts';
import { topicsOf } from './write/topics.ts';
import { stepTexts } from './write/workflow.ts';
import { yamlText } from './write/yaml-text.ts';

const FIRST_VERSION = { major: 1, minor: 0, patch: 0 };
const EFFECT_TIMEOUT_S = 30;
const COMPUTE_TIMEOUT_MS = 1000;
const WORKFLOW_TIMEOUT_MS = 300_000;
/** From a node's version folder in a project. */
export const CONTRACT_SCHEMA = '../../../node_modules/onex-runtime/schemas/contract.schema.json';

const COMMENTS = {
  event_bus: 'Topics: onex.<kind>.<producer>.<event-name>.v<N>',
  io_operations: 'What the node does. A field is "name: type", in the notation of Python.',
  state_machine: 'States, and what leads from one to the next. Each trigger is an operation.',
  workflow_coordination:
    'The steps and what each waits for; the nodes behind them stand under annotations.workflow.',
  annotations: 'What is read by this node and has no key of its own in a strict contract.',
};

/**
 * The text of a new node's contract, valid under the strict rules of omnibase-core 0.47. Pure: the same answers give
 * the same text.
 * @throws UserError when a step names an operation its node does not have.
 */
export function contractFromAnswers(answers: ContractAnswers): string {
  const { kind, name, domain } = answers;
  const folder = nodeFolder(domain, name, kind);
  const subject = name.replaceAll('_', ' ');
  const version = answers.nodeVersion ?? FIRST_VERSION;
  const models = `${domain.replaceAll('-', '_')}.nodes.${folder}.models.Model${toPascal(name)}`;
  const machine = kind === 'reducer' ? machineText(name, answers.operations) : null;
  const steps = kind === 'orchestrator' ? stepTexts(answers.steps) : [];
  const topics = topicsOf(answers, { intents: machine?.intents ?? [], steps });
  const contract = {
    name: folder,
    contract_version: FIRST_VERSION,
    node_version: version,
    node_type: `${kind.toUpperCase()}_GENERIC`,
    description: answers.description?.trim() || DESCRIPTIONS[kind](subject, domain),
    input_model: `${models}Input`,
    output_model: `${models}Output`,
    event_bus: {
      version: FIRST_VERSION,
      subscribe_topics: topics.subscribe,
      publish_topics: topics.publish,
      dlq_topics: topics.deadLetter,
    },
    ...special(answers, { subject, machine, steps }),
  };
  return yamlText(contract, {
    head: [`yaml-language-server: $schema=${CONTRACT_SCHEMA}`],
    comments: COMMENTS,
  });
}

const DESCRIPTIONS: Readonly<Record<ContractAnswers['kind'], (subject: string, domain: string) => string>> = {
  effect: (subject, domain) => `Keeps every ${subject} of ${domain}.`,
  compute: (subject, domain) => `Computes on the data of a ${subject} of ${domain}.`,
  reducer: (subject, domain) => `Follows the states of each ${subject} of ${domain}.`,
  orchestrator: (subject, domain) => `Runs the ${subject} workflow of ${domain}.`,
};

interface Parts {
  readonly subject: string;
  readonly machine: ReturnType<typeof machineText> | null;
  readonly steps: ReturnType<typeof stepTexts>;
}

/** What only contracts of this kind have. */
function special(answers: ContractAnswers, { subject, machine, steps }: Parts): object {
  const { kind, domain, name, operations } = answers;
  if (kind === 'effect') {
    return {
      io_operations: effectOperations(operations, subject).map((operation) => effectOperation(operation)),
      retry_policies: {
        max_attempts: 4,
        backoff_strategy: 'exponential',
        base_delay_ms: 100,
        max_delay_ms: 5000,
      },
      annotations: { domain },
    };
  }
  if (kind === 'compute') {
    return {
      performance: { single_operation_max_ms: COMPUTE_TIMEOUT_MS },
      algorithm: {
        algorithm_type: 'weighted_factor_algorithm',
        factors: { primary: { weight: 1, calculation_method: 'linear' } },
      },
      annotations: {
        domain,
        operations: computeOperations(operations, subject),
        cache: { enabled: false, max_entries: 1000, ttl_ms: 60_000 },
      },
    };
  }
  if (kind === 'reducer') {
    return {
      state_machine: machine?.machine,
      annotations: { domain, operations: triggerOperations(machine?.triggers ?? [], subject) },
    };
  }
  const timeoutMs = workflowTimeoutMs(steps);
  if (steps.length === 0) {
    return {
      performance: { single_operation_max_ms: timeoutMs },
      annotations: { domain, operations: [handleOperation(subject)] },
    };
  }
  return {
    performance: { single_operation_max_ms: timeoutMs },
    workflow_coordination: {
      workflow_definition: {
        workflow_metadata: { workflow_name: name, description: `The ${subject} workflow.` },
        execution_graph: { nodes: steps.map(({ graph }) => graph) },
        coordination_rules: {
          execution_mode: 'sequential',
          max_parallel_branches: 4,
          failure_recovery_strategy: recoveryOf(steps),
          max_retries: 0,
          timeout_ms: timeoutMs,
        },
      },
    },
    annotations: {
      domain,
      operations: [runOperation(subject)],
      workflow: {
        steps: Object.fromEntries(
          steps.map((step) => [step.graph.node_id, { ...step.notes, ...step.topics }]),
        ),
      },
    },
  };
}

/** A workflow's steps come one after the other; it has time for all of them. */
function workflowTimeoutMs(steps: Parts['steps']): number {
  const all = steps.reduce((sum, { notes }) => sum + notes.timeout_ms, 0);
  return Math.max(WORKFLOW_TIMEOUT_MS, all);
}

/** What was done is undone where anything can be: a compensation that nothing runs would be an empty word. */
function recoveryOf(steps: Parts['steps']): 'compensate' | 'fail_fast' {
  return steps.some(({ notes }) => notes.compensation !== undefined) ? 'compensate' : 'fail_fast';
}

/** An effect's operation also has the strict contract's own keys. */
function effectOperation({ operation, ...rest }: ReturnType<typeof effectOperations>[number]): object {
  return { operation, operation_type: operation, ...rest, timeout_seconds: EFFECT_TIMEOUT_S };
}
