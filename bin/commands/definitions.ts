import { command as add } from '../../generators/add/command.ts';
import { command as compute } from '../../generators/compute/command.ts';
import { command as effect } from '../../generators/effect/command.ts';
import { command as eventBus } from '../../generators/event-bus/command.ts';
import { command as node } from '../../generators/node/command.ts';
import { command as orchestrator } from '../../generators/orchestrator/command.ts';
import { command as project } from '../../generators/app/command.ts';
import { command as rename } from '../../generators/rename/command.ts';
import { command as reducer } from '../../generators/reducer/command.ts';
import { command as remove } from '../../generators/remove/command.ts';
import { command as upgrade } from '../../generators/upgrade/command.ts';
import type { CommandDefinition, OwnCommand } from '../../lib/options/index.ts';
import { ACTIONS } from './contract/actions.ts';

/** The commands that generate, in the order of help. */
export const GENERATING: readonly CommandDefinition[] = [
  project,
  effect,
  orchestrator,
  compute,
  reducer,
  node,
  eventBus,
  add,
  remove,
  rename,
  upgrade,
];

/** Reports the state of generated files, and writes nothing. */
export const STATUS: CommandDefinition<'status'> = {
  name: 'status',
  yeoman: 'onex:status',
  argument: {
    name: 'paths',
    description: 'Nodes by name, or folders; the whole project when none is given',
    many: true,
    optional: true,
  },
  summary:
    'List generated files that are edited, stale, in conflict, or deleted, and broken links between nodes',
  examples: ['status', 'status payment --diff', 'status --check --json'],
};

/** Works with contracts. Its first argument is one of `ACTIONS`. */
export const CONTRACT: CommandDefinition<'contract'> = {
  name: 'contract',
  yeoman: 'onex:contract',
  argument: {
    name: 'files',
    description: 'An action, followed by its arguments',
    many: true,
  },
  usage: `${ACTIONS.map(({ name }) => name).join('|')} …`,
  summary: 'Check contracts, fix their notation, compare their versions, and test nodes against them',
  examples: [
    'contract check nodes/*/v*/contract.yaml --json',
    'contract fix contract.yaml',
    'contract diff payment',
    'contract diff HEAD~1',
    'contract diff old.yaml new.yaml --json',
    'contract test payment',
  ],
};

/** Prints the contracts for other tools, and writes nothing. */
export const EXPORT: CommandDefinition<'export'> = {
  name: 'export',
  yeoman: 'onex:export',
  argument: {
    name: 'files',
    description: 'asyncapi or jsonschema, followed by node names; all nodes when none is given',
    many: true,
  },
  usage: 'asyncapi|jsonschema [NODE…]',
  summary: 'Print the contracts as an AsyncAPI 3 document, or their models as JSON Schema',
  examples: [
    'export asyncapi > asyncapi.yaml',
    'export asyncapi payment --json',
    'export jsonschema payment',
  ],
};

/** Exports models from other languages. Its first argument is the word `export`. */
export const MODELS: CommandDefinition<'models'> = {
  name: 'models',
  yeoman: 'onex:models',
  argument: { name: 'files', description: 'export, followed by Python modules', many: true },
  usage: 'export --python MODULE…',
  summary: 'Export the pydantic models of Python modules as JSON Schema for --models',
  examples: [
    'models export --python shop.models --output models.json',
    'models export --python shop --interpreter .venv/bin/python > models.json',
  ],
};

/** Checks how nodes fit together, or draws them, and writes nothing. Its first argument is the word `check` or `svg`. */
export const GRAPH: CommandDefinition<'graph'> = {
  name: 'graph',
  yeoman: 'onex:graph',
  argument: { name: 'files', description: 'The word check or svg', many: true },
  usage: 'check|svg',
  summary: 'Check that the nodes of a project and of other folders are compatible, or draw them as SVG',
  examples: ['graph check', 'graph check --with ../python-repo --json', 'graph svg > mesh.svg'],
};

/** The commands that `onex` runs itself. */
export const OWN: readonly CommandDefinition<OwnCommand>[] = [
  ...GENERATING,
  STATUS,
  CONTRACT,
  EXPORT,
  MODELS,
  GRAPH,
];

/** A command of the runtime that the project has installed. */
export interface RuntimeCommand {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
}

/** Commands that `onex` forwards to the project's own `onex-runtime`. */
export const OF_RUNTIME: readonly RuntimeCommand[] = [
  { name: 'dev', usage: 'dev [NODE…] [--watch]', summary: 'Run the nodes of the project in one process' },
  { name: 'send', usage: 'send TOPIC|NODE[:OPERATION] JSON', summary: 'Send a message to what dev runs' },
  { name: 'tail', usage: 'tail [TOPIC…] [--follow]', summary: 'Show the messages of topics' },
  { name: 'dlq', usage: 'dlq list|show|replay', summary: 'Show and replay dead letters' },
  { name: 'registrar', usage: 'registrar', summary: 'Register running nodes with Consul' },
  { name: 'doctor', usage: 'doctor', summary: 'Check Node, the project, its contracts, and what they need' },
];
