import { samplePayload, type Contract, type WorkflowStep } from '../../contract/index.ts';
import type { EventTransport } from '../../event-bus/index.ts';
import { createStepStubs } from '../../testing/answer.ts';

/**
 * Lets samples answer the commands of an orchestrator's steps: a sample of the output of the project's node that does
 * the step, or of the model that the contract names, or an empty object.
 */
export async function stubSteps(
  { workflow, definitions }: Contract,
  others: readonly Contract[],
  transport: EventTransport,
): Promise<void> {
  const stepStubs = createStepStubs(transport, () => undefined);
  for (const step of workflow?.steps ?? [])
    await stepStubs.set(step, () => sampleAnswer(step, definitions, others));
}

function sampleAnswer(
  step: WorkflowStep,
  definitions: Contract['definitions'],
  others: readonly Contract[],
): object {
  const node = others.find(({ name }) => name === step.node);
  const operation = node?.operations.find(({ name }) => name === step.operation) ?? node?.operations[0];
  if (node !== undefined && operation !== undefined) return payloadOf(operation.output, node.definitions);
  const model = step.resultModel;
  return model !== null && Object.hasOwn(definitions, model)
    ? payloadOf(definitions[model] ?? null, definitions)
    : {};
}

function payloadOf(
  fields: Parameters<typeof samplePayload>[0],
  definitions: Contract['definitions'],
): object {
  const sample = samplePayload(fields, definitions, { defaults: true });
  return sample.found ? sample.value : {};
}
