import type { Contract, TopicReference, Workflow, WorkflowStep } from 'onex-runtime/contract';
import {
  stringLiteral,
  propertyAccess,
  propertyKey,
  layOut,
  layOutValue,
  SourceText,
} from '../../text/index.ts';
import type { ComputeHandlerView, DraftView } from '../handlers/index.ts';
import { type OperationView, startOperation } from '../operations/index.ts';
import { type Definitions, payloadSample } from '../source/index.ts';

/** Returns topics as a test expects them: an array literal after `declaration`. */
export function topicsLiteral(topics: readonly TopicReference[], declaration: string): SourceText {
  const names = topics.map(({ topic }) => topic);
  return new SourceText(layOutValue(names, { before: declaration.length, after: 1, indent: 0 }));
}

/** Returns `const SAMPLES = { … };` with a payload for each operation that has a sample. */
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

/** Returns operations to which a test can send a sample, and the reason for each other operation. */
export function sampled<O extends OperationView>(
  operations: readonly O[],
  definitions: Definitions,
  verb = 'answers',
) {
  const found = operations.map((operation) => ({
    operation,
    missing: payloadSample(operation.input, definitions).missing,
  }));
  return {
    sent: found.flatMap(({ operation, missing }) => (missing === null ? [operation] : [])),
    unsampled: found.flatMap(({ operation: { name }, missing }) =>
      missing === null ? [] : [{ title: `${verb} ${name}`, skip: skipCall(missing) }],
    ),
  };
}

/** Whether a test is a todo while its handler lacks a value. The test itself decides this at run time. */
export function mayLack({ missing }: DraftView): boolean {
  return missing.length > 0;
}

/** `context.skip('…')` on as many lines as it needs. */
function skipCall(reason: string): SourceText {
  const place = { open: 'context.skip(', close: ')', before: 4, after: 1, indent: 4 };
  return new SourceText(layOut([stringLiteral(reason)], place));
}

/** Whether a result has its own `error` field, which does not mean that the operation failed. */
export function answersError({ input, output }: OperationView): boolean {
  // If the contract does not list the fields of the result, they are those of the input.
  return (output ?? input)?.some(({ name }) => name === 'error') ?? false;
}

/**
 * Returns `test.send(SAMPLES.create, { operation: 'create' })`, as wide as the line allows, with the values that a
 * route requires.
 *
 * @param payload Expression of the payload; default: the operation's sample.
 */
export function sendCall(
  { snake, name, variants }: OperationView,
  before: number,
  payload = propertyAccess('SAMPLES', snake),
): SourceText {
  const start = `test.send(${payload}, `;
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

/** Returns an operation that refuses an empty payload, or null. */
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

/** Returns the view for the tests of a compute. */
export function computeTestView(operations: readonly ComputeHandlerView[], definitions: Definitions) {
  const { sent, unsampled } = sampled(operations, definitions);
  return {
    unsampled,
    samples: samplesLiteral(operations, definitions),
    tested: sent.map((operation) => ({
      name: operation.name,
      todo: mayLack(operation),
      answersError: answersError(operation),
      send: sendCall(operation, 'const { payload } = await '.length + 4),
      sendAgain: sendCall(operation, 'const { payload: again } = await '.length + 4),
    })),
    refused: refusedOperation(operations),
  };
}

/** Returns the view for the tests of an orchestrator. */
export function orchestratorTestView(
  contract: Contract,
  operations: readonly OperationView[],
  {
    steps,
    missing: lacking,
  }: {
    readonly steps: readonly {
      readonly id: string;
      readonly answer: SourceText | null;
      readonly command: { readonly mayLack: boolean };
      /** The command that undoes the step. */
      readonly undo: { readonly mayLack: boolean } | null;
    }[];
    /** Required fields of the result that do not always have a source. */
    readonly missing: readonly string[];
  },
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
  const skip = missing ?? (unanswered ? `there is no sample of the reply to step ${unanswered.id}` : null);
  return {
    /** Whether the test of a whole run, and those of compensation, may find a value that is not written yet. */
    todo: lacking.length > 0 || steps.some(({ command }) => command.mayLack),
    undoTodo: steps.some(({ command, undo }) => command.mayLack || undo?.mayLack === true),
    skipped: skip === null ? null : skipCall(skip),
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
    silent: workflow === null || missing !== null || unanswered ? null : silentOf(workflow, steps),
  };
}

/**
 * Returns a step that is undone when the next one fails, for a test of that; null if there is no certain one. The
 * failing step has its own topic, so nothing else replies to its command.
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

/**
 * Returns a step that always runs and is undone when it does not get a reply in time, for a test of that; null if there
 * is none.
 */
function silentOf(
  { steps, recovery }: Workflow,
  views: readonly { readonly id: string; readonly undo: { readonly mayLack: boolean } | null }[],
) {
  if (recovery !== 'compensate') return null;
  const isKnown = (id: string): boolean =>
    views.some((view) => view.id === id && view.undo?.mayLack === false);
  const step = steps.find(
    ({ id, condition, compensation, operation, timeoutMs }) =>
      condition === null && compensation !== operation && timeoutMs !== null && isKnown(id),
  );
  if (step?.compensation == null) return null;
  return { id: step.id, compensation: step.compensation, topic: step.commandTopic };
}
