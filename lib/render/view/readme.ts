import type { Contract, NodeKind } from 'onex-runtime/contract';
import { jsonText, SourceText } from '../text/index.ts';
import { isRouted, type OperationView } from './operations/index.ts';
import { type Definitions, payloadSample } from './source/index.ts';

const INTRODUCTIONS: Readonly<Record<NodeKind, string>> = {
  effect: 'An effect: does I/O with a handler for each operation, and gives out events.',
  compute: 'A compute: gives the same result for the same input, and touches nothing else.',
  reducer: 'A reducer: takes events through a state machine, and gives out new state and intents.',
  orchestrator: 'An orchestrator: drives a workflow of steps that other nodes do, and gives out events.',
};

const ROUTED =
  'An orchestrator: has a handler for each route of its contract, which emits events, commands, and intents.';

/** What a node's README tells beside its view: what it is, what it does, and commands to try it with. */
export function readmeView(
  node: Pick<Contract, 'name' | 'kind' | 'workflow' | 'definitions' | 'environment'>,
  operations: readonly OperationView[],
) {
  return {
    introduction: new SourceText(isRouted(node) ? ROUTED : INTRODUCTIONS[node.kind]),
    readme: {
      operations: operations.map(({ name, description, variants }) => ({
        name,
        summary: description ?? `see ${variants.map(({ handlerFile }) => `${handlerFile}.ts`).join(', ')}`,
      })),
      variables: node.environment,
      commands: operations.map((operation) => sendCommand(node, operation)),
    },
  };
}

/** What `onex-runtime` has to run in a POSIX shell to send a sample to one operation, or a comment that says why there is none. */
function sendCommand(
  { name, definitions }: { readonly name: string; readonly definitions: Definitions },
  { name: operation, input }: OperationView,
): { readonly send: string; readonly missing: SourceText | null } {
  const { payload, missing } = payloadSample(input, definitions);
  if (payload === null)
    return { send: '', missing: new SourceText(`# ${jsonText(`${operation}: ${missing}`).text}`) };
  const text = jsonText(payload).text;
  return {
    send: `onex-runtime send ${shellWord(`${name}:${operation}`)} ${quoted(text)}`,
    missing: null,
  };
}

function shellWord(text: string): string {
  return /^[\w.:-]+$/.test(text) ? text : quoted(jsonText(text).text.slice(1, -1));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
