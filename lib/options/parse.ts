import { parseArguments, quote, type Options, type Syntax } from 'onex-cli-kit';
import { optionsOf } from './definitions.ts';
import type { CommandDefinition, GivenOptions, OptionValue, OwnCommand } from './types.ts';
import { requireWords, usageError } from './values.ts';

/** Options of earlier releases, by command, with the reason for their removal. */
const REMOVED: Readonly<Partial<Record<OwnCommand, Readonly<Record<string, string>>>>> = {
  'event-bus': {
    module: 'the injected code is the same for every module system; omit the option',
  },
};

/** Flags of every command that `onex` handles itself. */
const HELP_NAMES = ['help', 'version'];

/** Returns the options of a command as a table for the parser. */
export function optionTable(command: OwnCommand): Options {
  return Object.fromEntries(optionsOf(command).map((option) => [option.name, option]));
}

/**
 * Returns the options of a command for the parser.
 * @param program As the user types it: `onex upgrade`.
 */
export function syntaxOf({ name }: CommandDefinition<OwnCommand>, program: string): Syntax {
  return { command: program, options: optionTable(name), removed: REMOVED[name] ?? {}, refuse: usageError };
}

/**
 * Parses the words after the name of a command.
 * @returns the given options by name, and the argument under its own name
 * @throws UserError of one line: an unknown option (with a suggestion), a missing or invalid value, or a second
 *   argument if the command takes one
 */
export function parseCommandLine(
  command: CommandDefinition<OwnCommand>,
  argv: readonly string[],
): GivenOptions {
  const program = `onex ${command.name}`;
  const { values, positionals } = parseArguments(argv, { ...syntaxOf(command, program), others: HELP_NAMES });
  const given: Record<string, OptionValue | undefined> = { ...values };
  const { name, many } = command.argument;
  const [first, second] = positionals;
  requireWords(command, positionals, program);
  if (first === undefined) return given;
  if (many !== true && second !== undefined)
    throw usageError(`${program} takes one ${name}, found a second: ${quote(second)}`);
  return { ...given, [name]: many === true ? positionals : first };
}
