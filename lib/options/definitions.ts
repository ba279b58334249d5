import { EDIT_OPTIONS } from './edits.ts';
import { EVENT_BUS_OPTIONS } from './event-bus.ts';
import type { OptionDefinition, OwnCommand } from './types.ts';

/** The positional argument of every command that creates a node. */
export const NODE_NAME = { name: 'name', description: 'Name of the node, such as payment' } as const;

const PROJECT: readonly OwnCommand[] = ['project'];
const NODES: readonly OwnCommand[] = ['node', 'effect', 'orchestrator', 'compute', 'reducer'];
const ORCHESTRATORS: readonly OwnCommand[] = ['node', 'orchestrator'];
const ALL: readonly OwnCommand[] = [...PROJECT, ...NODES];
const EVERY: readonly OwnCommand[] = [...ALL, 'event-bus'];
/** Commands that change contracts or delete nodes, and render everything that depends on them. */
const EDITING: readonly OwnCommand[] = ['add', 'remove'];
const RUNNING: readonly OwnCommand[] = [...EVERY, ...EDITING, 'rename', 'upgrade'];
const RECONCILING: readonly OwnCommand[] = [...ALL, 'upgrade'];

/** Every option of the generating commands, in the order in which help shows them. */
export const OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'kind',
    type: 'choice',
    choices: ['effect', 'orchestrator', 'compute', 'reducer'],
    description: 'Kind of the node',
    answer: true,
    commands: ['node', 'event-bus'],
  },
  {
    name: 'domain',
    type: 'text',
    placeholder: 'NAME',
    description: 'Domain of the node, or of the nodes of a project, such as billing',
    answer: true,
    commands: EVERY,
  },
  {
    name: 'description',
    type: 'text',
    placeholder: 'TEXT',
    description: 'Purpose, in one sentence',
    mayBeEmpty: true,
    answer: true,
    commands: [...ALL, 'add'],
  },
  {
    name: 'operations',
    type: 'list',
    placeholder: 'A,B',
    description:
      'Operations of the node, each with its own handler; missing ones are added to an existing node',
    answer: true,
    commands: NODES,
  },
  {
    name: 'contract',
    type: 'text',
    placeholder: 'FILE',
    description: 'Generate from this contract.yaml instead of from answers',
    answer: true,
    commands: NODES,
  },
  {
    name: 'models',
    type: 'text',
    placeholder: 'FILE|DIR',
    description: 'With --contract: read the models that it names from JSON Schema with $defs',
    answer: true,
    commands: NODES,
  },
  {
    name: 'steps',
    type: 'list',
    placeholder: 'NODE[:OPERATION],…',
    description: 'Nodes that the orchestrator runs as steps, in order',
    answer: true,
    commands: ORCHESTRATORS,
  },
  {
    name: 'workflow-engine',
    type: 'choice',
    choices: ['builtin', 'llamaindex'],
    description: 'Engine that runs the workflow of the orchestrator',
    answer: true,
    commands: ORCHESTRATORS,
  },
  {
    name: 'event-bus',
    type: 'flag',
    negatable: true,
    description: 'Inject the event bus: always for effect and orchestrator, optional for compute and reducer',
    answer: true,
    commands: NODES,
  },
  {
    name: 'node-version',
    type: 'text',
    placeholder: 'X.Y.Z',
    description: 'Version of the node',
    answer: true,
    commands: [...NODES, 'event-bus'],
  },
  {
    name: 'runtime-version',
    type: 'text',
    placeholder: 'VERSION',
    description: 'Install this version of onex-runtime from the registry instead of the copy in vendor/',
    answer: true,
    commands: RECONCILING,
  },
  {
    name: 'with-node',
    type: 'flag',
    description: 'Add the npm package node to a new project, for machines whose own Node is too old',
    answer: true,
    commands: ALL,
  },
  {
    name: 'type',
    type: 'choice',
    choices: ['node', 'operation', 'field', 'step', 'state', 'topic', 'domain'],
    description: 'Kind of the old name, when it is ambiguous',
    commands: ['rename'],
  },
  {
    name: 'alias',
    type: 'flag',
    description:
      'Keep the old name of an operation, topic, state, or domain as an alias for existing messages and entities',
    commands: ['rename'],
  },
  {
    name: 'undo',
    type: 'flag',
    description: 'Undo the last rename; possible until the next run that changes a file',
    commands: ['rename'],
  },
  {
    name: 'answers',
    type: 'text',
    placeholder: 'FILE|-',
    description: 'Read answers from a JSON or YAML file, or from standard input; options override it',
    commands: ALL,
  },
  {
    name: 'destination',
    type: 'text',
    placeholder: 'DIR',
    description: 'Work in this folder instead of the current one',
    commands: [...RUNNING, 'status', 'contract', 'export', 'graph'],
  },
  {
    name: 'with',
    type: 'list',
    placeholder: 'DIR,…',
    description: 'Check the contracts below these folders with those of the project',
    commands: ['graph'],
  },
  {
    name: 'python',
    type: 'flag',
    description: 'Export pydantic models, with your Python interpreter',
    commands: ['models'],
  },
  {
    name: 'interpreter',
    type: 'text',
    placeholder: 'PYTHON',
    description: 'Python interpreter; default: that of the active virtual environment, or python3',
    commands: ['models'],
  },
  {
    name: 'output',
    type: 'text',
    placeholder: 'FILE',
    description: 'Write the document to this file instead of to standard output',
    commands: ['models'],
  },
  {
    name: 'since',
    type: 'text',
    placeholder: 'REV',
    description: 'With contract diff: compare with this git revision',
    commands: ['contract'],
  },
  {
    name: 'yes',
    type: 'flag',
    short: 'y',
    description: 'Do not prompt; use defaults for missing values',
    commands: RUNNING,
  },
  {
    name: 'dry-run',
    type: 'flag',
    description: 'Do everything except write files',
    commands: RUNNING,
  },
  {
    name: 'diff',
    type: 'flag',
    description: 'Show what changes, line by line',
    commands: [...RUNNING, 'status'],
  },
  {
    name: 'json',
    type: 'flag',
    description: 'Print one JSON object',
    commands: [...RUNNING, 'status', 'contract', 'export', 'graph'],
  },
  {
    name: 'quiet',
    type: 'flag',
    short: 'q',
    description: 'Print only warnings and errors',
    commands: RUNNING,
  },
  {
    name: 'on-conflict',
    type: 'choice',
    choices: ['ours', 'theirs', 'markers', 'fail'],
    description: 'How to resolve lines that both you and the generator changed',
    commands: [...RECONCILING, ...EDITING],
  },
  {
    name: 'restore',
    type: 'list',
    placeholder: 'PATH',
    description: 'Restore a generated file or folder that was deleted; may be given several times',
    commands: RECONCILING,
  },
  {
    name: 'install',
    type: 'flag',
    negatable: true,
    description: 'Install the packages of the project afterwards, with its package manager',
    commands: RECONCILING,
  },
  {
    name: 'typecheck',
    type: 'flag',
    negatable: true,
    description:
      'After a merge, a rename, or an injection that adds a method, run the TypeScript of the project and report new errors; on by default',
    commands: [...RECONCILING, ...EDITING, 'rename', 'event-bus'],
  },
  {
    name: 'check',
    type: 'flag',
    description:
      'End with exit code 2 when any generated file is edited, stale, in conflict, or deleted, or a link is broken',
    commands: ['status'],
  },
  {
    name: 'debug',
    type: 'flag',
    description: 'Print the stack trace of an error',
    commands: [...RUNNING, 'status', 'contract', 'export', 'models', 'graph'],
  },
  ...EVENT_BUS_OPTIONS,
  ...EDIT_OPTIONS,
];

/** Returns the options of one command, in the order of help. */
export function optionsOf(command: OwnCommand): readonly OptionDefinition[] {
  return OPTIONS.filter((option) => option.commands.includes(command));
}
