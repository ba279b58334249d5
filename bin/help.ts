import { helpPage, optionRows } from 'onex-cli-kit';
import { optionTable, type CommandDefinition, type OwnCommand } from '../lib/options/index.ts';
import { pathOfPage } from '../lib/package/index.ts';
import { OF_RUNTIME, OWN } from './commands/definitions.ts';
import { ACTIONS } from './commands/contract/actions.ts';

const BEGIN: readonly (readonly [string, string])[] = [
  ['onex project shop', 'create a project and print the next steps'],
  ['onex effect payment', 'create a node in the current project, or in a new project'],
  ['onex dev', 'run all nodes of the project in one process, with no other services'],
];

const KINDS: readonly (readonly [string, string])[] = [
  ['effect', 'performs I/O: databases, APIs, files'],
  ['compute', 'computes a result from its input, without side effects'],
  ['reducer', 'applies events to a state machine and emits intents'],
  ['orchestrator', 'runs a workflow of other nodes'],
];

/** Returns the output of `onex` alone: its purpose, and how to begin. */
export function overview(): string {
  return helpPage({
    summary:
      'onex generates event-driven ONEX nodes in TypeScript, and upgrades them without losing your changes',
    sections: [
      { title: 'Begin with', rows: BEGIN },
      { title: 'There are four kinds of nodes', rows: KINDS },
    ],
    details: `Later, onex status lists what you changed, and onex upgrade applies new versions and keeps your changes.

All commands: onex --help. Ten-minute guide: ${pathOfPage('guide.md')}`,
  });
}

/** `effect NAME`: a command with its argument. */
export function usageOf({ name, argument, usage }: CommandDefinition<OwnCommand>): string {
  if (usage !== undefined) return `${name} ${usage}`;
  const many = `${argument.name.toUpperCase().replace(/S$/, '')}…`;
  if (argument.many === true) return argument.optional ? `${name} [${many}]` : `${name} ${many}`;
  return argument.name === 'dir' ? `${name} [DIR]` : `${name} NAME`;
}

/** Returns the output of `onex --help`. */
export function generalHelp(): string {
  return helpPage({
    summary: 'onex generates event-driven ONEX nodes in TypeScript',
    usage: 'onex COMMAND [ARGUMENT] [OPTIONS]',
    sections: [
      { title: 'Generate', rows: OWN.map((command) => [usageOf(command), command.summary]) },
      { title: 'Run, inside a project', rows: OF_RUNTIME.map(({ usage, summary }) => [usage, summary]) },
    ],
    details: `onex COMMAND --help shows the help of one command. onex --version prints the version.

Reference for commands and errors: ${pathOfPage('reference.md')}`,
  });
}

/** Returns the output of `onex dev --help` if no runtime is installed, which would list its options. */
export function runtimeHelp(name: string | undefined): string {
  const command = OF_RUNTIME.find((one) => one.name === name);
  if (command === undefined) {
    const own = OWN.find((one) => one.name === name);
    return own === undefined ? '' : commandHelp(own);
  }
  return helpPage({
    summary: command.summary,
    usage: `onex ${command.usage} [OPTIONS]`,
    sections: [],
    details: `This command is part of the runtime. In a project, onex ${name} --help lists its options.

All of them: ${pathOfPage('reference.md')}`,
  });
}

/** Returns the output of `onex effect --help`. */
export function commandHelp(command: CommandDefinition<OwnCommand>): string {
  const { argument, summary, examples } = command;
  const help = { type: 'flag', short: 'h', description: 'Print this help' } as const;
  return helpPage({
    summary,
    usage: `onex ${usageOf(command)} [OPTIONS]`,
    sections: [
      command.name === 'contract'
        ? { title: 'Actions', rows: ACTIONS.map((action) => [action.usage, action.summary]) }
        : { title: '', rows: [[argument.name.toUpperCase(), argument.description]] },
      { title: 'Options', rows: optionRows({ ...optionTable(command.name), help }) },
      { title: 'Examples', lines: examples.map((example) => `onex ${example}`) },
    ],
    details:
      'Without a terminal, onex does not prompt. A missing value is an error that names the option to set.',
  });
}
