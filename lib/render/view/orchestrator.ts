import type { Contract, WorkflowStep } from 'onex-runtime/contract';
import { propertyAccess } from '../escape.ts';
import { classHead, methodHead } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import { answerExpression } from './answer.ts';
import { uniqueForms } from './names.ts';
import type { OperationView } from './operations.ts';
import type { Definitions } from './values.ts';

interface OrchestratorNames {
  readonly pascal: string;
  readonly inputModel: string;
  readonly outputModel: string;
  readonly operations: readonly OperationView[];
  readonly definitions: Definitions;
}

/** The operation that starts the workflow, where there is exactly one and its fields are the workflow's. */
export function startOperation(operations: readonly OperationView[]): OperationView | null {
  const [only] = operations;
  return operations.length === 1 && only !== undefined ? only : null;
}

/** What the templates of an orchestrator see beside the node's view. */
export function orchestratorView(contract: Contract, names: OrchestratorNames) {
  const steps = contract.workflow?.steps ?? [];
  const forms = uniqueForms(
    steps.map(({ id }) => id),
    'step',
  );
  const start = startOperation(names.operations);
  const stopAnswer = answerExpression({
    input: start?.input ?? null,
    output: start?.output ?? null,
    definitions: names.definitions,
    purity: 'pure',
    from: 'context.start.input',
    open: ['workflow_id: context.workflowId', 'results: context.results'],
    before: '    return new StopEvent('.length,
    known: ({ name, type }) => {
      if (name === 'workflow_id' && (type.kind === 'uuid' || type.kind === 'string'))
        return 'context.workflowId';
      if (name === 'correlation_id' && (type.kind === 'uuid' || type.kind === 'string'))
        return 'context.correlationId';
      return name === 'results' && (type.kind === 'record' || type.kind === 'object')
        ? 'context.results'
        : null;
    },
  });
  return {
    workflowClass: `Workflow${names.pascal}`,
    workflowHead: classHead(`Workflow${names.pascal}`, 'extends Workflow', [
      names.inputModel,
      names.outputModel,
    ]),
    workflowSummary: [contract.workflow?.description ?? `The workflow of ${contract.name}.`],
    steps: steps.map((step, index) => stepView(step, forms[index]?.pascal ?? '', forms[index]?.snake ?? '')),
    stopHead: methodHead(
      'override stop',
      [`${/\bcontext\b/.test(stopAnswer.text) ? 'context' : '_context'}: Context<${names.inputModel}>`],
      `StopEvent<${names.outputModel}>`,
    ),
    stopAnswer,
  };
}

function stepView(step: WorkflowStep, pascal: string, snake: string) {
  const { id, node, operation, condition, compensation, dependsOn } = step;
  const asks = node === null ? `Step ${id}` : `Asks ${node} to ${operation ?? 'do its part'}`;
  return {
    id,
    function: `handler${pascal}`,
    file: `handler_${snake}`,
    condition,
    compensation,
    summary: [
      step.description === null ? `${asks}.` : step.description,
      ...(step.description !== null && node !== null ? [`${asks}.`] : []),
    ],
    earlier: new SourceText(dependsOn.length > 0 ? ', and what the steps before it gave' : ''),
    command: payloadOf(dependsOn),
    compensate: payloadOf([...dependsOn, id]),
  };
}

/** A function from the context to the start's input with the results of some steps. */
function payloadOf(steps: readonly string[]): SourceText {
  if (steps.length === 0) return new SourceText('({ start }) => ({ ...start.input })');
  const results = steps.map((id) => `...(${propertyAccess('results', id)} as object)`);
  return new SourceText(`({ start, results }) => ({ ...start.input, ${results.join(', ')} })`);
}
