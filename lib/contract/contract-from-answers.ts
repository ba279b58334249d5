import { nodeFolder, toPascal, toPhrase, type OperationName } from '../naming/index.ts';
import {
  type ContractAnswers,
  machineText,
  computeOperations,
  effectOperations,
  handleOperation,
  runOperation,
  triggerOperations,
  type OperationText,
  topicsOf,
  workflowText,
  workflowTimeoutMs,
  stepTexts,
  yamlText,
} from './write/index.ts';

const FIRST_VERSION = { major: 1, minor: 0, patch: 0 };
const EFFECT_TIMEOUT_S = 30;
const COMPUTE_TIMEOUT_MS = 1000;
/** Path from a node's version folder in a project. */
export const CONTRACT_SCHEMA = '../../../node_modules/onex-runtime/schemas/contract.schema.json';

const COMMENTS = {
  event_bus: 'Topics: onex.<kind>.<producer>.<event-name>.v<N>',
  io_operations: 'The operations of the node. A field is "name: type", with the type in Python notation.',
  state_machine: 'The states, and the transitions between them. Each trigger is an operation.',
  workflow_coordination:
    'The steps and their dependencies. annotations.workflow names the node of each step.',
  annotations: 'Settings of this node for which the strict contract has no key.',
};

/**
 * The text of a new node's contract, valid under the strict rules of omnibase-core 0.47. Pure: the same answers give
 * the same text.
 * @throws UserError if a step names an operation its node does not have.
 */
export function contractFromAnswers(answers: ContractAnswers): string {
  const { kind, name, domain } = answers;
  const folder = nodeFolder(domain, name, kind);
  const subject = toPhrase(name);
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
  effect: (subject, domain) => `Stores the ${subject} records of the ${domain} domain.`,
  compute: (subject, domain) => `Computes results from the ${subject} data of the ${domain} domain.`,
  reducer: (subject, domain) => `Tracks the ${subject} states of the ${domain} domain.`,
  orchestrator: (subject, domain) => `Runs the ${subject} workflow of the ${domain} domain.`,
};

interface Parts {
  readonly subject: string;
  readonly machine: ReturnType<typeof machineText> | null;
  readonly steps: ReturnType<typeof stepTexts>;
}

/** Returns the keys that only contracts of this kind have. */
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
      workflow_definition: workflowText(name, steps),
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

/** Returns an operation as a new node of a kind would have it, based only on its name. */
export function newOperation(
  kind: ContractAnswers['kind'],
  name: OperationName,
  subject: string,
): OperationText {
  if (kind === 'effect') return effectOperations([name], subject).map((one) => effectOperation(one))[0]!;
  if (kind === 'compute') return computeOperations([name], subject)[0]!;
  if (kind === 'reducer') return triggerOperations([name], subject)[0]!;
  return { ...runOperation(subject), operation: name };
}

interface EffectOperationText extends OperationText {
  readonly operation_type: string;
  readonly timeout_seconds: number;
}

/** An effect's operation also has keys of its own in the strict contract. */
function effectOperation({ operation, ...rest }: OperationText): EffectOperationText {
  return { operation, operation_type: operation, ...rest, timeout_seconds: EFFECT_TIMEOUT_S };
}
