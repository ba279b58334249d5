import { parseArguments, quote, type Options } from 'onex-cli-kit';
import { optionsOf } from './definitions.ts';
import type { CommandDefinition, GivenOptions, OptionValue, OwnCommand } from './types.ts';
import { requireWords, usageError } from './values.ts';

type Reasons = Readonly<Record<string, string>>;

/** Options of earlier releases, by command, with the reason why they do not exist anymore. */
const REMOVED: Readonly<Partial<Record<OwnCommand, Reasons>>> = {
  'event-bus': {
    module: 'the injected code is the same for every module system; omit the option',
  },
};

/** The options of earlier releases that a command does not have anymore, with the reasons. */
export function removedOptions(command: OwnCommand): Reasons {
  return REMOVED[command] ?? {};
}

/** Flags that each command understands and `onex` answers itself. */
const HELP_NAMES = ['help', 'version'];

/** The options of a command as a table of the parser. */
export function optionTable(command: OwnCommand): Options {
  return Object.fromEntries(optionsOf(command).map((option) => [option.name, option]));
}

/**
 * Parses what follows the name of a command.
 * @returns by name, the options that were given, and the argument under its own name
 * @throws UserError of one line: an unknown option (with the one probably meant), a missing or wrong value, a second
 *   argument where the command takes one
 */
export function parseCommandLine(
  command: CommandDefinition<OwnCommand>,
  argv: readonly string[],
): GivenOptions {
  const { values, positionals } = parseArguments(argv, {
    command: `onex ${command.name}`,
    options: optionTable(command.name),
    others: HELP_NAMES,
    removed: removedOptions(command.name),
    refuse: usageError,
  });
  const given: Record<string, OptionValue | undefined> = { ...values };
  const { name, many } = command.argument;
  const [first, second] = positionals;
  requireWords(command, positionals, `onex ${command.name}`);
  if (first === undefined) return given;
  if (many !== true && second !== undefined)
    throw usageError(`onex ${command.name} takes one ${name}, found a second: ${quote(second)}`);
  return { ...given, [name]: many === true ? positionals : first };
}
