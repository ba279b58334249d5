import { terminalLine } from 'onex-cli-kit';
import type { Contract } from '../../contract/index.ts';
import { describeOption, describeVariable, OPTIONS, VARIABLES } from '../../settings/index.ts';

/** The text of `--help`. */
export function helpText(contract: Contract): string {
  const flags: [string, string][] = [
    [
      '--config FILE',
      "YAML or JSON, validated by the node's config model; settings of this list under `runtime`",
    ],
    ...OPTIONS.flatMap((option): [string, string][] => {
      const { flag, value } = option;
      return flag === null ? [] : [[`--${flag}${value === null ? '' : ` ${value}`}`, describeOption(option)]];
    }),
    ['--help', 'show this help'],
    ['--version', "show the node's version"],
  ];
  const variables = [
    ...OPTIONS.flatMap((option): [string, string][] =>
      option.variable === null ? [] : [[option.variable, describeOption(option)]],
    ),
    ...VARIABLES.map((variable): [string, string] => [variable.name, describeVariable(variable)]),
  ];
  return [
    `${contract.name} ${versionOf(contract)}: ${oneLine(contract.description)}`,
    '',
    'Usage: ./start_node.ts [options]',
    '',
    ...table(flags),
    '',
    'Environment variables, also read from .env in the project. Flags override them, and they override the config file:',
    ...table(variables),
    '',
    'Exit code 0 after SIGINT, SIGTERM, or SIGHUP, 1 on an error or when work was cut off.',
    '',
  ].join('\n');
}

export function versionOf({ nodeVersion: { major, minor, patch } }: Contract): string {
  return `${major}.${minor}.${patch}`;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.min(26, Math.max(...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function oneLine(text: string): string {
  return terminalLine(text.replaceAll(/\s+/gu, ' ').trim());
}
