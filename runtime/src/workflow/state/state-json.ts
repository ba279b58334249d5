import { OnexError } from '../../errors/index.ts';
import { jsonText } from '../../values/index.ts';
import { fromSchema1 } from './state-upgrade.ts';
import { STATE_SCHEMA, type StepState, type WorkflowState } from './state.ts';
import { loadedOutput, storedOutput } from './stored-outputs.ts';
import type { Output } from '../../node/messages/index.ts';

/**
 * A workflow's state as rows in a store: the head, which is small and written with every save, and parts, each of which
 * is written when it changes. The cost of a save does not depend on the length of the workflow.
 */
export interface WorkflowRows {
  readonly head: string;
  /** Name and JSON text. A part whose text is `null` is absent. */
  readonly parts: readonly (readonly [name: string, text: string])[];
  /** Envelope IDs of commands and messages by which the workflow can be found. */
  readonly messageIds: readonly string[];
}

/** The parts of the state that are records with an entry for each step, command, and so on. */
const RECORDS = { step: 'steps', command: 'commands', answer: 'answers', early: 'early' } as const;
type Kind = keyof typeof RECORDS;
const KINDS = Object.keys(RECORDS) as readonly Kind[];

/** The part that never changes: the start command and its input. */
const START = 'start';

/** Name of a part: `step/pay`. */
export function partName(kind: Kind, key: string): string {
  return `${kind}/${key}`;
}

/**
 * @param changed Names of the parts to write. Default: all.
 * @throws OnexError PROCESSING_ERROR if the state has a value that JSON cannot hold.
 */
export function workflowRows(state: WorkflowState, changed?: ReadonlySet<string>): WorkflowRows {
  const what = `Workflow ${state.workflowId}`;
  const {
    start,
    input,
    steps: _steps,
    commands: _commands,
    answers: _answers,
    early: _early,
    ...head
  } = state;
  const isWhole = changed === undefined || state.schema !== STATE_SCHEMA;
  const names = isWhole ? new Set([START, ...KINDS.flatMap((kind) => namesOf(state, kind))]) : changed;
  const parts = [...names].map((name): readonly [string, string] => {
    if (name === START) return [name, jsonText({ start, input }, what)];
    const [kind, key] = splitName(name);
    const entries: Readonly<Record<string, unknown>> = state[RECORDS[kind]];
    return [name, jsonText(withOutputs(kind, entries[key] ?? null, storedOutput), what)];
  });
  const messageIds = parts.flatMap(([name]) => {
    const [kind, key] = splitName(name);
    return kind === 'command' || kind === 'answer' ? [key] : [];
  });
  const unsent = head.unsent.map(storedOutput);
  return { head: jsonText({ ...head, unsent, schema: STATE_SCHEMA }, what), parts, messageIds };
}

/** A stored workflow that cannot be read. Only an operator can help: with another version, or by removing it. */
export class UnreadableWorkflow extends OnexError {
  override readonly name = 'UnreadableWorkflow';
  readonly workflowId: string;

  constructor(workflowId: string, why: string, options: { schema?: unknown; cause?: unknown } = {}) {
    const { schema = null, cause } = options;
    super('DEPENDENCY_UNAVAILABLE', `Workflow ${workflowId} cannot be read: ${why}`, {
      context: { workflow_id: workflowId, schema },
      cause,
    });
    this.workflowId = workflowId;
  }
}

/** @throws UnreadableWorkflow for a state that another version of the runtime wrote, or a broken one. */
export function parseWorkflow(
  workflowId: string,
  head: string,
  parts: Iterable<readonly [name: string, text: string]>,
): WorkflowState {
  let state: Record<string, unknown>;
  try {
    state = { steps: {}, commands: {}, answers: {}, early: {}, ...(JSON.parse(head) as object) };
    for (const [name, text] of parts) addPart(state, name, JSON.parse(text));
  } catch (cause) {
    throw new UnreadableWorkflow(workflowId, 'what is stored is not JSON.', { cause });
  }
  const { schema } = state;
  if (schema === STATE_SCHEMA && 'start' in state) return withLoadedUnsent(state);
  if (schema === 1) return fromSchema1(state);
  throw new UnreadableWorkflow(
    workflowId,
    `it has state schema ${JSON.stringify(schema)}, and this runtime reads schema ${STATE_SCHEMA}. ` +
      'Finish it with the version that wrote it, or remove it from the state store.',
    { schema },
  );
}

function addPart(state: Record<string, unknown>, name: string, value: unknown): void {
  if (value === null) return;
  if (name === START) {
    Object.assign(state, value);
    return;
  }
  const [kind, key] = splitName(name);
  const entries = state[RECORDS[kind]] as Record<string, unknown>;
  // IDs come from contracts and messages. `__proto__` must become an entry like any other.
  const loaded = withOutputs(kind, value, loadedOutput);
  Object.defineProperty(entries, key, {
    value: loaded,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function withLoadedUnsent(state: Record<string, unknown>): WorkflowState {
  const { unsent } = state;
  if (Array.isArray(unsent)) state['unsent'] = (unsent as Output[]).map(loadedOutput);
  return state as unknown as WorkflowState;
}

/** An entry with its messages converted: the command of a step, or the outputs of an answer. */
function withOutputs(kind: Kind, entry: unknown, convert: (output: Output) => Output): unknown {
  if (entry === null) return entry;
  if (kind === 'answer') return (entry as readonly Output[]).map(convert);
  if (kind !== 'step') return entry;
  const { command, ...step } = entry as StepState;
  return { ...step, command: command == null ? command : convert(command) };
}

function namesOf(state: WorkflowState, kind: Kind): readonly string[] {
  return Object.keys(state[RECORDS[kind]]).map((key) => partName(kind, key));
}

function splitName(name: string): readonly [Kind, string] {
  const slash = name.indexOf('/');
  return [name.slice(0, slash) as Kind, name.slice(slash + 1)];
}

/** @throws UnreadableWorkflow for a state that another version of the runtime wrote, or a broken one. */
export function parseState(text: string): WorkflowState {
  return parseWorkflow('in the state store', text, []);
}
