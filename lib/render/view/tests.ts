import {
  sampleOf,
  type Contract,
  type TopicReference,
  type Workflow,
  type WorkflowStep,
} from 'onex-runtime/contract';
import { stringLiteral, propertyAccess, propertyKey } from '../escape.ts';
import { layOut, layOutValue } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import type { HandlerView } from './handlers.ts';
import type { OperationView } from './operations.ts';
import { startOperation } from './start-operation.ts';
import type { Definitions } from './field-models.ts';
import { payloadSample } from './values.ts';

/** Topics as a test expects them: an array literal behind `declaration`. */
export function topicsLiteral(topics: readonly TopicReference[], declaration: string): SourceText {
  const names = topics.map(({ topic }) => topic);
  return new SourceText(layOutValue(names, { before: declaration.length, after: 1, indent: 0 }));
}

/** `const SAMPLES = { … };` a payload for each operation that has a sample. */
export function samplesLiteral(
  operations: readonly OperationView[],
  definitions: Definitions,
  extra: (operation: OperationView) => object = () => ({}),
): SourceText {
  const entries = operations.flatMap((operation): [string, unknown][] => {
    const { payload } = payloadSample(operation.input, definitions);
    return payload === null ? [] : [[operation.snake, { ...payload, ...extra(operation) }]];
  });
  const lines = entries.map(([name, sample]) => {
    const key = `  ${propertyKey(name)}: `;
    return `${key}${layOutValue(sample, { before: key.length, after: 1, indent: 2 })},\n`;
  });
  return new SourceText(`{\n${lines.join('')}}`);
}

/** Operations that a test can send a sample to, and why it sends none to the others. */
function sampled<O extends OperationView>(operations: readonly O[], definitions: Definitions) {
  const found = operations.map((operation) => ({
    operation,
    missing: payloadSample(operation.input, definitions).missing,
  }));
  return {
    sent: found.flatMap(({ operation, missing }) => (missing === null ? [operation] : [])),
    unsampled: found.flatMap(({ operation: { name }, missing }) =>
      missing === null ? [] : [{ title: `answers ${name}`, reason: missing }],
    ),
  };
}

/** Whether an answer has an `error` of its own, which says nothing about whether the operation failed. */
function answersError({ output }: OperationView): boolean {
  return output?.some(({ name }) => name === 'error') ?? false;
}

/** `test.send(SAMPLES.create, { operation: 'create' })`, as wide as the line allows; routed ones with what they fit. */
export function sendCall({ snake, name, variants }: OperationView, before: number): SourceText {
  const start = `test.send(${propertyAccess('SAMPLES', snake)}, `;
  const [first] = variants;
  const criteria = (['topic', 'payloadType', 'eventType'] as const).flatMap((criterion) => {
    const value = variants.length > 1 ? (first?.[criterion] ?? null) : null;
    return value === null ? [] : [`${criterion}: ${stringLiteral(value)}`];
  });
  const options = layOut([`operation: ${stringLiteral(name)}`, ...criteria], {
    open: '{ ',
    close: ' }',
    before: before + start.length,
    after: 2,
    indent: 4,
  });
  return new SourceText(`${start}${options})`);
}

/** What the tests of an effect see. */
export function effectTestView(handlers: readonly HandlerView[], definitions: Definitions) {
  const create = handlers.find(
    ({ use, input }) => use === 'create' && payloadSample(input, definitions).missing === null,
  );
  const byId = handlers.filter(({ use }) => use === 'read' || use === 'update' || use === 'delete');
  const known = (operation: OperationView): object => {
    const { use, id, input } = operation as HandlerView;
    const type = input?.find(({ name }) => name === id)?.type;
    const sample = type === undefined ? null : sampleOf(type, definitions);
    return use === 'note' || sample?.found !== true ? {} : { [id]: sample.value };
  };
  const call = (handler: HandlerView) => ({
    name: handler.name,
    answersError: answersError(handler),
    send: sendCall(handler, 'const { payload } = await '.length + 4),
    needsRecord: byId.includes(handler),
  });
  const { sent, unsampled } = sampled(handlers, definitions);
  const unknown = byId.find((handler) => sent.includes(handler));
  return {
    unsampled,
    samples: samplesLiteral(handlers, definitions, known),
    create: create === undefined ? null : { send: sendCall(create, 'await '.length + 4) },
    tested: sent.filter((handler) => create !== undefined || !byId.includes(handler)).map(call),
    unknown: unknown === undefined ? null : call(unknown),
    refused: refusedOperation(handlers),
  };
}

/** An operation that an empty payload does not fit, or null. */
export function refusedOperation(operations: readonly OperationView[]): SourceText | null {
  const strict = operations.find(({ input }) =>
    input?.some(({ required, type }) => required && type.kind !== 'any'),
  );
  if (strict === undefined) return null;
  return new SourceText(
    layOut([`operation: ${stringLiteral(strict.name)}`], {
      open: '{ ',
      close: ' }',
      before: 'await assert.rejects(test.send({}, '.length + 4,
      after: 3,
      indent: 4,
    }),
  );
}

/** What the tests of a compute see. */
export function computeTestView(operations: readonly OperationView[], definitions: Definitions) {
  const { sent, unsampled } = sampled(operations, definitions);
  return {
    unsampled,
    samples: samplesLiteral(operations, definitions),
    tested: sent.map((operation) => ({
      name: operation.name,
      answersError: answersError(operation),
      send: sendCall(operation, 'const { payload } = await '.length + 4),
      sendAgain: sendCall(operation, 'const { payload: again } = await '.length + 4),
    })),
    refused: refusedOperation(operations),
  };
}

/** What the tests of an orchestrator see. */
export function orchestratorTestView(
  contract: Contract,
  operations: readonly OperationView[],
  steps: readonly { readonly id: string; readonly answer: SourceText | null }[],
) {
  const { workflow, definitions } = contract;
  const [first] = operations;
  const start = startOperation(operations);
  const [step] = workflow?.steps ?? [];
  const failsAtOnce =
    workflow !== null &&
    step !== undefined &&
    workflow.recovery !== 'continue' &&
    (step.maxRetries ?? workflow.maxRetries) === 0;
  const { payload, missing } = payloadSample(start?.input ?? null, definitions);
  const unanswered = steps.find(({ answer }) => answer === null);
  return {
    /** Why the workflow cannot be run to its end; null where it can. */
    skipped: missing ?? (unanswered ? `there is no sample of the reply to step ${unanswered.id}` : null),
    sample: new SourceText(
      layOutValue(payload ?? {}, { before: 'const SAMPLE = '.length, after: 1, indent: 0 }),
    ),
    options: new SourceText(
      operations.length > 1 && first !== undefined ? `, { operation: ${stringLiteral(first.name)} }` : '',
    ),
    events:
      workflow === null
        ? null
        : {
            started: workflow.eventTopics['workflow-started'],
            stage: workflow.eventTopics['stage-completed'],
            completed: workflow.eventTopics['workflow-completed'],
          },
    answersError: start !== null && answersError(start),
    failing: failsAtOnce && missing === null ? step.id : null,
    undoing: workflow === null || missing !== null || unanswered ? null : undoingOf(workflow),
  };
}

/**
 * A step that is undone when the one after it fails, for a test of that; null where none surely is. The failing one has
 * a topic of its own, so that nothing else answers its command.
 */
function undoingOf({ steps, recovery, maxRetries }: Workflow) {
  if (recovery !== 'compensate') return null;
  const failsAlone = ({ id, commandTopic, condition, maxRetries: own }: WorkflowStep): boolean =>
    condition === null &&
    (own ?? maxRetries) === 0 &&
    steps.every((other) => other.id === id || other.commandTopic !== commandTopic);
  for (const failing of steps.filter(failsAlone)) {
    const before = steps.filter(({ id }) => failing.dependsOn.includes(id));
    const undone = before.find(({ condition, compensation }) => condition === null && compensation !== null);
    if (undone?.compensation == null) continue;
    return { failing: failing.id, topic: undone.commandTopic, operation: undone.compensation };
  }
  return null;
}
