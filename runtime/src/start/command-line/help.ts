import { helpPage, oneLine, optionRows, type HelpPage } from 'onex-cli-kit';
import type { Contract } from '../../contract/index.ts';
import { describeOption, describeVariable, OPTIONS, VARIABLES } from '../../settings/index.ts';
import { PROGRAM, START_OPTIONS } from './arguments.ts';

/** The text of `--help`, for a terminal of a width. */
export function helpText(contract: Contract, width?: number): string {
  const variables = [
    ...OPTIONS.flatMap((option): [string, string][] =>
      option.variable === null ? [] : [[option.variable, describeOption(option)]],
    ),
    ...VARIABLES.map((variable): [string, string] => [variable.name, describeVariable(variable)]),
  ];
  const page: HelpPage = {
    summary: `${contract.name} ${versionOf(contract)}: ${oneLine(contract.description)}`,
    usage: `${PROGRAM} [options]`,
    sections: [
      { title: 'Options', rows: optionRows(START_OPTIONS) },
      { title: 'Environment variables, also read from .env in the project', rows: variables },
    ],
    details: `Options override environment variables, and these override the config file.

Exit codes: 0 after SIGINT, SIGTERM, or SIGHUP; 1 on an error, or when work was cut off.`,
  };
  return helpPage(page, width);
}

export function versionOf({ nodeVersion: { major, minor, patch } }: Contract): string {
  return `${major}.${minor}.${patch}`;
}
