import { columns, paragraph } from 'onex-cli-kit';
import {
  optionsOf,
  type CommandDefinition,
  type OptionDefinition,
  type OwnCommand,
} from '../lib/options/index.ts';
import { pathOfPage } from '../lib/package/index.ts';
import { OF_RUNTIME, OWN } from './commands/definitions.ts';
import { ACTIONS } from './commands/contract/actions.ts';

/** `effect NAME`: a command with its argument. */
export function usageOf({ name, argument, usage }: CommandDefinition<OwnCommand>): string {
  if (usage !== undefined) return `${name} ${usage}`;
  if (name === 'contract') return `contract ${ACTIONS.map((action) => action.name).join('|')} …`;
  if (name === 'export') return 'export asyncapi|jsonschema [NODE…]';
  if (name === 'models') return 'models export --python MODULE…';
  if (name === 'graph') return 'graph check';
  const many = `${argument.name.toUpperCase().replace(/S$/, '')}…`;
  if (argument.many === true) return argument.optional ? `${name} [${many}]` : `${name} ${many}`;
  return argument.name === 'dir' ? `${name} [DIR]` : `${name} NAME`;
}

/** `-y, --yes`: an option with its value, indented where it has no letter. */
export function flagOf({ name, short, negatable, choices, placeholder, type }: OptionDefinition): string {
  const long = negatable === true ? `--[no-]${name}` : `--${name}`;
  const value = type === 'flag' ? '' : ` ${choices?.join('|') ?? placeholder ?? 'TEXT'}`;
  return `${short === undefined ? '    ' : `-${short}, `}${long}${value}`;
}

/** What `onex --help` prints. */
export function generalHelp(): string {
  return [
    'onex generates event-driven ONEX nodes in TypeScript.\n\nUsage: onex COMMAND [ARGUMENT] [OPTIONS]\n',
    `\nGenerate:\n${columns(OWN.map((command) => [usageOf(command), command.summary]))}`,
    `\nRun, inside a project:\n${columns(OF_RUNTIME.map(({ usage, summary }) => [usage, summary]))}`,
    '\n',
    paragraph('onex COMMAND --help shows the help of one command. onex --version prints the version.'),
    paragraph(`Reference for commands and errors: ${pathOfPage('reference.md')}`),
  ].join('');
}

/** What `onex dev --help` prints when no runtime is installed to list its options. */
export function runtimeHelp(name: string | undefined): string {
  return OF_RUNTIME.filter((command) => command.name === name)
    .map(({ usage, summary }) =>
      [
        paragraph(`${summary}.`),
        `\nUsage: onex ${usage} [OPTIONS]\n`,
        '\n',
        paragraph(
          `This command is part of the runtime. In a project, onex ${name} --help lists its options.`,
        ),
        paragraph(`All of them: ${pathOfPage('reference.md')}`),
      ].join(''),
    )
    .join('');
}

/** What `onex effect --help` prints. */
export function commandHelp(command: CommandDefinition<OwnCommand>): string {
  const { argument, summary, examples } = command;
  const options: [string, string][] = optionsOf(command.name).map((option) => [
    flagOf(option),
    option.description,
  ]);
  return [
    paragraph(`${summary}.`),
    `\nUsage: onex ${usageOf(command)} [OPTIONS]\n`,
    command.name === 'contract'
      ? `\nActions:\n${columns(ACTIONS.map((action) => [action.usage, action.summary]))}`
      : `\n${columns([[argument.name.toUpperCase(), argument.description]])}`,
    `\nOptions:\n${columns([...options, ['-h, --help', 'Print this help']])}`,
    `\nExamples:\n${examples.map((example) => `  onex ${example}\n`).join('')}`,
    '\n',
    paragraph(
      'Without a terminal, onex does not prompt. A missing value is an error that names the option to set.',
    ),
  ].join('');
}
