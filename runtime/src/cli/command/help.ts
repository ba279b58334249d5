import { helpPage, optionRows, type HelpPage } from 'onex-cli-kit';
import { COMMON_OPTIONS } from './parse-arguments.ts';
import type { Command } from './types.ts';

/** Help of one command, generated from the table by which its arguments are parsed. */
export function commandHelp(command: Command, width?: number): string {
  const { name, summary, usage, details, options } = command;
  const words = ['onex-runtime', name, usage, command.ownArguments === true ? '' : '[options]'];
  const page = {
    summary,
    usage: words.filter((word) => word !== '').join(' '),
    sections: [{ title: 'Options', rows: optionRows({ ...options, ...COMMON_OPTIONS }) }],
    details,
  };
  return helpPage(page, width);
}

/** Help of the program: its commands. */
export function programHelp(
  commands: readonly Pick<Command, 'name' | 'usage' | 'summary'>[],
  width?: number,
): string {
  const page: HelpPage = {
    summary: 'Runs and drives the ONEX nodes of a project',
    usage: 'onex-runtime COMMAND [options]',
    sections: [
      {
        title: 'Commands',
        rows: commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary]),
      },
      {
        title: 'Options',
        rows: [
          ['-h, --help', 'show this help; onex-runtime COMMAND --help for one command'],
          ['--version', 'show the version'],
        ],
      },
    ],
    details:
      'Exit codes: 0 done, 1 an error, 2 conflict markers in files of the project or a wrong answer in contract test, 130 interrupted.',
  };
  return helpPage(page, width);
}
