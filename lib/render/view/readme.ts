import { quotedWord, shellWord } from 'onex-cli-kit';
import type { Contract, NodeKind } from 'onex-runtime/contract';
import { jsonText, SourceText } from '../text/index.ts';
import { isRouted, type OperationView } from './operations/index.ts';
import { type Definitions, payloadSample } from './source/index.ts';

const INTRODUCTIONS: Readonly<Record<NodeKind, string>> = {
  effect: 'This node is an effect. It performs I/O, with a handler for each operation, and publishes events.',
  compute: 'This node is a compute. It returns the same result for the same input, and has no side effects.',
  reducer:
    'This node is a reducer. It applies events to a state machine, and publishes the new state and intents.',
  orchestrator:
    'This node is an orchestrator. It runs a workflow whose steps are done by other nodes, and publishes events.',
};

const ROUTED =
  'This node is an orchestrator. It has a handler for each route of its contract, and publishes events, commands, and intents.';

/** Returns the additional view for a node's README: the kind of node, its operations, and example commands. */
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

/**
 * Returns the arguments of `onex-runtime` that send a sample to one operation in a POSIX shell, or a comment that
 * explains why there is none.
 */
function sendCommand(
  { name, definitions }: { readonly name: string; readonly definitions: Definitions },
  { name: operation, input }: OperationView,
): { readonly send: string; readonly missing: SourceText | null } {
  const { payload, missing } = payloadSample(input, definitions);
  if (payload === null)
    return { send: '', missing: new SourceText(`# ${jsonText(`${operation}: ${missing}`).text}`) };
  const target = jsonText(`${name}:${operation}`).text.slice(1, -1);
  return {
    send: `onex-runtime send ${shellWord(target, 'linux')} ${quotedWord(jsonText(payload).text)}`,
    missing: null,
  };
}
