import { flagOf, type Options } from 'onex-cli-kit';
import { COMMANDS } from '../../runtime/src/cli/command-table.ts';
import { COMMON_OPTIONS } from '../../runtime/src/cli/command/index.ts';
import { OPTIONS, type SettingOption } from '../../runtime/src/settings/index.ts';
import { code, paragraphs, shell, table } from './markdown.ts';

function options(specs: Options): string {
  const rows = Object.entries(specs).map(([name, option]) => [
    code(flagOf(name, option)),
    option.description,
  ]);
  return table(['Option', 'What it does'], rows);
}

/** Details of `--help`: indented lines are command lines, the others text. */
function details(text: string): string {
  const parts = text.split('\n\n').map((part) => {
    const lines = part.split('\n');
    return lines.every((line) => line.startsWith('  ')) ? shell(lines.map((line) => line.trim())) : part;
  });
  return parts.join('\n\n');
}

/** The commands of `onex-runtime`, from the data that its parser and `--help` are made from. */
export async function runtimeCommands(): Promise<string> {
  const sections = await Promise.all(
    COMMANDS.map(async (entry) => {
      const command = await entry.load();
      const usage = ['onex-runtime', entry.name, entry.usage].filter((part) => part !== '').join(' ');
      return paragraphs([
        `### onex-runtime ${entry.name}`,
        `${entry.summary}.`,
        shell([usage]),
        options(command.options),
        details(command.details),
      ]);
    }),
  );
  return paragraphs([
    '## onex-runtime',
    'These commands belong to the project. Run `npx onex-runtime COMMAND`, or, for most of them, `onex COMMAND`.',
    ...sections,
    'Every command also has:',
    options(COMMON_OPTIONS),
  ]);
}

/** Options of a node's start script. */
export function startScript(): string {
  const row = ({ flag, value, variable, key, help, parse, ...option }: SettingOption): string[] => [
    flag === null ? '' : code(`--${flag}${value === null ? '' : ` ${value}`}`),
    variable === null ? '' : code(variable),
    code(key),
    parse.expected,
    option.defaultText ?? code(String(option.default)),
    help,
  ];
  const rows = OPTIONS.filter(({ flag }) => flag !== null).map(row);
  const others = OPTIONS.filter(({ flag }) => flag === null).map(row);
  return paragraphs([
    '## start_node.ts',
    'Start a node with `./start_node.ts` in its version folder, with `npx onex-runtime start NODE`, or, in a project with one node, with `npm start`. A flag overrides the environment, the environment overrides the file of `--config`, and that file overrides the default. A file `.env` in the root of the project adds to the environment.',
    table(
      ['Flag', 'Environment', 'Key under `runtime`', 'Value', 'Default', 'Description'],
      [...rows, ...others],
    ),
    'Other flags are `--config FILE` (YAML or JSON; validated by the config model of the node, with settings of this table under `runtime`), `--help`, and `--version`.',
    'The exit code is 0 after SIGINT or SIGTERM, and 1 after an error or if work was cut off. A second signal ends the node at once.',
  ]);
}
