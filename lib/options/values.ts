import { readValue, type ValueSource } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import type { CommandDefinition, OptionDefinition, OptionValue, OwnCommand } from './types.ts';

/** Returns the error for an invalid command line, option, or answers file. */
export function usageError(message: string): UserError {
  return new UserError('ERR_ONEX_USAGE', message);
}

/**
 * Converts the value that an answers file or Yeoman gave for an option.
 * @param source Names the place in messages; default: the option, as on a command line.
 * @throws UserError if the value is missing, empty, of another type, or not among the choices
 */
export function optionValue(
  option: OptionDefinition,
  given: unknown,
  { label = `--${option.name}`, flagHint = '' }: Partial<ValueSource> = {},
): OptionValue {
  return readValue(option, given, { label, flagHint, refuse: usageError });
}

/**
 * Refuses an empty argument, which is often an unset variable. It would mean the current folder, and therefore the whole
 * project. The rules for names refuse the empty name of a node.
 * @param program As the user types it: `onex upgrade`.
 */
export function requireWords(
  { argument }: Pick<CommandDefinition<OwnCommand>, 'argument'>,
  words: readonly string[],
  program: string,
): void {
  if (argument.name === 'name' || words.every((word) => word.trim() !== '')) return;
  throw usageError(`An argument of ${program} is empty; give it a value, or leave it out`);
}
