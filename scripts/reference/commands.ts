import { flagOf } from 'onex-cli-kit';
import { GENERATING, OF_RUNTIME, OWN, usageOf } from '../../bin/index.ts';
import {
  OPTIONS,
  optionsOf,
  type CommandDefinition,
  type OptionDefinition,
  type OwnCommand,
} from '../../lib/options/index.ts';
import { code, paragraphs, shell, table } from './markdown.ts';

type Command = CommandDefinition<OwnCommand>;

/** `yo` has only the commands that generate. */
const OF_YO: ReadonlySet<OwnCommand> = new Set(GENERATING.map(({ name }) => name));

const row = (option: OptionDefinition): readonly string[] => [
  code(flagOf(option.name, option)),
  option.description,
];

/** Options that many commands have, which are in a table of their own. */
function isCommon(option: OptionDefinition): boolean {
  return OPTIONS.includes(option) && option.commands.length >= 7;
}

/** All commands in one table. */
export function overview(): string {
  const link = (name: string): string => `[${code(`onex ${name}`)}](#onex-${name})`;
  return paragraphs([
    '## Commands',
    table(
      ['Command', 'Under `yo`', 'What it does'],
      OWN.map(({ name, yeoman, summary }) => [
        link(name),
        OF_YO.has(name) ? code(`yo ${yeoman}`) : '',
        summary,
      ]),
    ),
    'Inside a project, `onex` passes these commands to the [`onex-runtime`](#onex-runtime) of the project:',
    table(
      ['Command', 'What it does'],
      OF_RUNTIME.map(({ usage, summary }) => [code(`onex ${usage}`), summary]),
    ),
    'Under `yo`, the name comes before the options (`yo onex:effect payment --yes`), and `--version` prints the version of `yo`. `yo` has only the commands that generate.',
  ]);
}

function section(command: Command): string {
  const { argument, name, summary, examples } = command;
  const options = optionsOf(name);
  const common = options.filter((option) => isCommon(option)).map((option) => code(`--${option.name}`));
  return paragraphs([
    `### onex ${name}`,
    `${summary}.`,
    shell([`onex ${usageOf(command)} [OPTIONS]`]),
    `${code(argument.name.toUpperCase())}: ${argument.description}.`,
    table(
      ['Option', 'What it does'],
      options.filter((option) => !isCommon(option)).map((option) => row(option)),
    ),
    `Also ${common.join(', ')}: see [common options](#common-options).`,
    'Examples:',
    shell(examples.map((example) => `onex ${example}`)),
  ]);
}

/** Each command with its options, then the options that most commands share. */
export function commands(): string {
  return paragraphs([
    ...OWN.map((command) => section(command)),
    '### Common options',
    table(
      ['Option', 'What it does', 'Not available for'],
      OPTIONS.filter((option) => isCommon(option)).map((option) =>
        row(option).concat(
          OWN.filter(({ name }) => !option.commands.includes(name))
            .map(({ name }) => code(name))
            .join(', '),
        ),
      ),
    ),
    'Every command has `--help` (`-h`); `onex --version` prints the version. Without a terminal, onex does not prompt: a missing value is an error that names its option.',
  ]);
}

/** Keys of an answers file. */
export function answerKeys(): string {
  const keys = OPTIONS.filter(({ answer }) => answer === true);
  return paragraphs([
    '## Answers files',
    '`--answers FILE` reads a JSON or YAML file, and `--answers -` reads standard input to its end. An option on the command line overrides it. In addition to the argument (`name` or `dir`), it may have these keys:',
    table(
      ['Key', 'Value', 'Commands'],
      keys.map(({ name, type, choices, commands: of }) => [
        code(name),
        choices?.map((choice) => code(choice)).join(', ') ??
          { flag: 'true or false', list: 'a list', text: 'text', choice: '' }[type],
        of.map((command) => code(command)).join(', '),
      ]),
    ),
  ]);
}
