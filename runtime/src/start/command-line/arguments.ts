import { parseArguments, quote, type Option, type Options } from 'onex-cli-kit';
import { describeOption, OPTIONS, UsageError } from '../../settings/index.ts';

/** The program name as its user calls it. */
export const PROGRAM = './start_node.ts';

export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly config: string | null;
  /** Given values by flag: text, or a boolean for a switch. */
  readonly flags: Readonly<Record<string, string | boolean>>;
}

const SETTINGS = OPTIONS.flatMap((option): [string, Option][] => {
  const { flag, value } = option;
  if (flag === null) return [];
  const description = describeOption(option);
  return [
    [
      flag,
      value === null ? { type: 'flag', description } : { type: 'text', placeholder: value, description },
    ],
  ];
});

/** The options of a start script, in the order of the help. */
export const START_OPTIONS: Options = {
  config: {
    type: 'text',
    placeholder: 'FILE',
    description: "YAML or JSON, validated by the node's config model; settings of this list under `runtime`",
  },
  ...Object.fromEntries(SETTINGS),
  help: { type: 'flag', description: 'show this help' },
  version: { type: 'flag', description: "show the node's version" },
};

/**
 * @throws UsageError for an unknown option, an option without its value or given twice, or a word that is not an option
 */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArguments(argv, {
    command: PROGRAM,
    options: START_OPTIONS,
    refuse: (message) => new UsageError(message),
  });
  if (positionals[0] !== undefined)
    throw new UsageError(
      `${PROGRAM} takes no argument, found ${quote(positionals[0])}. See ${PROGRAM} --help.`,
    );
  const { help, version, config, ...flags } = values as Readonly<Record<string, string | boolean>>;
  return {
    help: help === true,
    version: version === true,
    config: typeof config === 'string' ? config : null,
    flags,
  };
}
