import { COMMON_OPTIONS } from './parse-arguments.ts';
import type { Command, OptionSpecs } from './types.ts';

/** Help of one command, made from the data its arguments are parsed by. */
export function commandHelp(command: Command): string {
  const options = command.ownArguments === true ? '' : '[options]';
  const usage = ['onex-runtime', command.name, command.usage, options].filter((part) => part !== '');
  return [
    `${command.summary}.`,
    '',
    `  ${usage.join(' ')}`,
    '',
    'Options:',
    ...optionLines({ ...command.options, ...COMMON_OPTIONS }),
    '',
    command.details,
  ].join('\n');
}

/** Help of the program: what commands there are. */
export function programHelp(commands: readonly Pick<Command, 'name' | 'usage' | 'summary'>[]): string {
  const rows = commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary] as const);
  return [
    'Runs and drives the ONEX nodes of a project.',
    '',
    '  onex-runtime COMMAND [options]',
    '',
    'Commands:',
    ...columns(rows),
    '',
    'Options:',
    ...columns([
      ['-h, --help', 'show this help; onex-runtime COMMAND --help for one command'],
      ['--version', 'show the version'],
    ]),
    '',
    'Exit codes: 0 done, 1 an error, 130 interrupted.',
  ].join('\n');
}

function optionLines(options: OptionSpecs): string[] {
  return columns(
    Object.entries(options).map(([name, { short, value, description }]) => {
      const long = value === undefined ? `--${name}` : `--${name} ${value}`;
      return [short === undefined ? long : `-${short}, ${long}`, description] as const;
    }),
  );
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
